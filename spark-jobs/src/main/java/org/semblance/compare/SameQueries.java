package org.semblance.compare;

import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.semblance.compare.ComparedResult.ClassMetrics;
import org.semblance.fault.SemblanceException;

/** Refuses results whose numbers are not about the same queries, or not defined alike. */
final class SameQueries {

  /** Definitions without which equal names are different numbers. */
  private static final List<String> DECISIVE = List.of("convention", "protocol");

  static final String QUERY_SET = "query-set";

  private SameQueries() {}

  /**
   * Compares all others with the first.
   *
   * @throws SemblanceException data, naming what differs
   */
  static void check(List<ComparedResult> results) {
    ComparedResult base = results.get(0);
    results.subList(1, results.size()).forEach(other -> check(base, other));
  }

  private static void check(ComparedResult base, ComparedResult other) {
    for (String key : DECISIVE) {
      if (!base.definition(key).equals(other.definition(key))) {
        throw differ(base, other, key, base.definition(key), other.definition(key));
      }
    }
    TreeSet<String> labels = new TreeSet<>(base.classes().keySet());
    labels.addAll(other.classes().keySet());
    for (String label : labels) {
      String here = queries(base, label);
      String there = queries(other, label);
      if (!here.equals(there)) {
        throw differ(base, other, "class " + label, here, there);
      }
    }
    long rows = base.result().counts().galleryRows();
    long otherRows = other.result().counts().galleryRows();
    if (rows != otherRows) {
      throw differ(base, other, "the gallery", rows + " rows", otherRows + " rows");
    }
    String set = base.definition(QUERY_SET);
    String otherSet = other.definition(QUERY_SET);
    if (!set.isEmpty() && !otherSet.isEmpty() && !set.equals(otherSet)) {
      throw differ(base, other, "the set of ids and labels of the queries", set, otherSet);
    }
  }

  private static String queries(ComparedResult result, String label) {
    Map<String, ClassMetrics> classes = result.classes();
    ClassMetrics metrics = classes.get(label);
    return metrics == null
        ? "no query"
        : "%d queries, %d without a match".formatted(metrics.queries(), metrics.withoutMatch());
  }

  private static SemblanceException differ(
      ComparedResult base, ComparedResult other, String what, String here, String there) {
    return SemblanceException.data(
        "%s and %s cannot be compared: %s is %s in %s, %s in %s; evaluate both on the same rows with the same evaluate.convention"
            .formatted(
                base.title(), other.title(), what, here, base.letter(), there, other.letter()));
  }
}
