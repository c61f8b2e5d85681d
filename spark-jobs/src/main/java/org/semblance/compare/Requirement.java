package org.semblance.compare;

import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.semblance.compare.Comparison.Outcome;
import org.semblance.fault.SemblanceException;

/**
 * What every result but that of {@code letter} must reach: {@code METRIC >= LETTER ± NUMBER}, or
 * {@code METRIC >= NUMBER}.
 *
 * @param letter empty for none
 */
public record Requirement(
    String text, String metric, String relation, String letter, double number) {

  private static final String NUMBER = "[0-9]*\\.?[0-9]+(?:[eE][+-]?[0-9]+)?";
  private static final Pattern FORM =
      Pattern.compile(
          "\\s*([a-z][a-z0-9@.-]*)\\s*(>=|<=|>|<|=)\\s*"
              + "(?:([A-Z])\\s*(?:([+-])\\s*("
              + NUMBER
              + "))?|([+-]?"
              + NUMBER
              + "))\\s*");

  /**
   * Reads one.
   *
   * @throws SemblanceException usage, if it has no such form
   */
  public static Requirement parse(String text) {
    Matcher form = FORM.matcher(text);
    if (!form.matches()) {
      throw SemblanceException.usage(
          "--require must be like 'recall@1 >= A - 0.005' or 'recall@1 >= 0.8', got '%s'"
              .formatted(text));
    }
    String letter = form.group(3) == null ? "" : form.group(3);
    double number = form.group(6) == null ? 0 : Double.parseDouble(form.group(6));
    if (form.group(5) != null) {
      number = Double.parseDouble(form.group(4) + form.group(5));
    }
    // As in evaluate's --require, which knows no other relation.
    String relation = form.group(2).equals("=") ? ">=" : form.group(2);
    return new Requirement(text, form.group(1), relation, letter, number);
  }

  /**
   * Whether it holds.
   *
   * @param values of the metric by letter; null or NaN where it is undefined
   * @param first the letter that a requirement without a letter leaves out
   */
  Outcome check(Map<String, @Nullable Double> values, String first) {
    String base = letter.isEmpty() ? first : letter;
    Double reference = letter.isEmpty() ? Double.valueOf(0) : values.get(letter);
    if (reference == null || reference.isNaN()) {
      return new Outcome(text, false, "%s was not measured of %s".formatted(metric, letter));
    }
    double bound = reference + number;
    for (Map.Entry<String, @Nullable Double> value : values.entrySet()) {
      Double found = value.getValue();
      if (!value.getKey().equals(base) && (found == null || !holds(found, bound))) {
        String wanted = String.format(Locale.ROOT, "%s %.4f", relation, bound);
        return new Outcome(
            text,
            false,
            found == null
                ? "%s of %s must be %s, it was not measured"
                    .formatted(metric, value.getKey(), wanted)
                : String.format(
                    Locale.ROOT,
                    "%s of %s must be %s, got %.4f",
                    metric,
                    value.getKey(),
                    wanted,
                    found));
      }
    }
    return new Outcome(text, true, "holds");
  }

  private boolean holds(double found, double bound) {
    return switch (relation) {
      case ">=" -> found >= bound;
      case ">" -> found > bound;
      case "<=" -> found <= bound;
      default -> found < bound;
    };
  }
}
