package org.semblance.compare;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;
import org.semblance.compare.ComparedResult.ClassMetrics;
import org.semblance.compare.Comparison.ChangedClass;
import org.semblance.compare.Comparison.Changes;
import org.semblance.compare.Comparison.Compared;
import org.semblance.compare.Comparison.Metric;
import org.semblance.compare.Comparison.Outcome;
import org.semblance.compare.Comparison.PairedDifference;
import org.semblance.compare.Comparison.Setting;
import org.semblance.eval.compare.ClassMean;
import org.semblance.eval.compare.Difference;
import org.semblance.eval.compare.PairedBootstrap;
import org.semblance.fault.SemblanceException;

/** Compares results that were read, the first with each of the others. */
public record CompareResults(
    SparkSession spark, List<ComparedResult> results, PairedBootstrap bootstrap) {

  private static final int SHOWN_CLASSES = 10;
  private static final String PREFERRED = "map@r";

  /**
   * Compares.
   *
   * @throws SemblanceException data, if the results are not about the same queries or have no
   *     metric in common
   */
  public Comparison run(List<Requirement> requirements) {
    SameQueries.check(results);
    List<String> paired = paired();
    List<String> notes = new ArrayList<>(missing());
    List<Metric> metrics = metrics(paired, notes);
    String byMetric = paired.contains(PREFERRED) ? PREFERRED : paired.get(0);
    return new Comparison(
        Comparison.FORMAT,
        results.stream()
            .map(one -> new Compared(one.letter(), one.name(), one.path().toString()))
            .toList(),
        base().result().counts().queries(),
        base().classes().size(),
        metrics,
        byMetric,
        others().stream().map(other -> changes(other, byMetric, notes)).toList(),
        settings(notes),
        notes,
        requirements.stream().map(one -> outcome(one, metrics)).toList());
  }

  private ComparedResult base() {
    return results.get(0);
  }

  private List<ComparedResult> others() {
    return results.subList(1, results.size());
  }

  /** The metrics of queries that all results have. */
  private List<String> paired() {
    Set<String> common = new LinkedHashSet<>(base().result().macro().keySet());
    others().forEach(other -> common.retainAll(other.result().macro().keySet()));
    if (common.isEmpty()) {
      throw SemblanceException.data(
          "no retrieval metric is in all results: %s; evaluate with the same evaluate.recall-at and evaluate.ranking"
              .formatted(
                  String.join(
                      ", ",
                      results.stream()
                          .map(one -> one.title() + " has " + one.result().macro().keySet())
                          .toList())));
    }
    return List.copyOf(common);
  }

  private List<String> missing() {
    Set<String> all = new LinkedHashSet<>();
    results.forEach(one -> all.addAll(one.result().metrics().keySet()));
    List<String> notes = new ArrayList<>();
    for (String metric : all) {
      List<String> with =
          results.stream()
              .filter(one -> one.result().metrics().containsKey(metric))
              .map(ComparedResult::letter)
              .toList();
      if (with.size() < results.size()) {
        notes.add("%s was measured of %s only".formatted(metric, String.join(", ", with)));
      }
    }
    if (results.stream().anyMatch(one -> one.definition(SameQueries.QUERY_SET).isEmpty())) {
      notes.add(
          "not every result says which queries it is about (older ones do not): that they are the same was told by the classes and the number of queries in each");
    }
    return notes;
  }

  private List<Metric> metrics(List<String> paired, List<String> notes) {
    Set<String> names = new LinkedHashSet<>();
    results.forEach(one -> names.addAll(one.result().metrics().keySet()));
    List<Metric> metrics = new ArrayList<>();
    for (String name : names) {
      Map<String, @Nullable Double> values = new LinkedHashMap<>();
      results.forEach(one -> values.put(one.letter(), defined(one.result().metrics().get(name))));
      Map<String, PairedDifference> differences = new LinkedHashMap<>();
      for (ComparedResult other : others()) {
        differences.put(
            other.letter(),
            paired.contains(name) && areMeansOfClasses(name, other, notes)
                ? paired(name, other)
                : unpaired(values.get(base().letter()), values.get(other.letter())));
      }
      metrics.add(new Metric(name, values, differences));
    }
    return metrics;
  }

  private PairedDifference paired(String metric, ComparedResult other) {
    Difference difference = bootstrap.of(means(metric, base()), means(metric, other));
    String verdict = difference.verdict().name().toLowerCase(Locale.ROOT);
    return new PairedDifference(
        defined(difference.value()),
        defined(difference.low()),
        defined(difference.high()),
        verdict);
  }

  private static PairedDifference unpaired(@Nullable Double here, @Nullable Double there) {
    return new PairedDifference(
        here == null || there == null ? null : there - here, null, null, "");
  }

  /**
   * Whether the classes' means give the means of both results. A metric may leave out queries that
   * have a match, which no table counts.
   */
  private boolean areMeansOfClasses(String metric, ComparedResult other, List<String> notes) {
    for (ComparedResult one : List.of(base(), other)) {
      double sum = 0;
      double queries = 0;
      for (ClassMean mean : means(metric, one)) {
        sum += mean.queries() == 0 ? 0 : mean.mean() * mean.queries();
        queries += mean.queries();
      }
      double whole = one.result().metrics().getOrDefault(metric, Double.NaN);
      if (Math.abs(sum / queries - whole) > 1e-6) {
        notes.add(
            "%s of %s has no interval: it is %s, but %s by the table per-class, which does not count the queries that the metric leaves out, or is of another evaluation"
                .formatted(metric, one.title(), whole, sum / queries));
        return false;
      }
    }
    return true;
  }

  private static List<ClassMean> means(String metric, ComparedResult one) {
    boolean counted =
        !one.definition("convention").equals("pml") && !metric.startsWith("precision@");
    List<ClassMean> means = new ArrayList<>();
    for (ClassMetrics metrics : one.classes().values()) {
      double mean = metrics.means().getOrDefault(metric, Double.NaN);
      double count =
          Double.isNaN(mean) ? 0 : metrics.queries() - (counted ? 0 : metrics.withoutMatch());
      means.add(new ClassMean(mean, count));
    }
    return means;
  }

  private Changes changes(ComparedResult other, String metric, List<String> notes) {
    List<ChangedClass> classes = new ArrayList<>();
    base()
        .classes()
        .forEach(
            (label, metrics) -> {
              double here = metrics.means().getOrDefault(metric, Double.NaN);
              double there =
                  Objects.requireNonNull(other.classes().get(label))
                      .means()
                      .getOrDefault(metric, Double.NaN);
              if (!Double.isNaN(here) && !Double.isNaN(there)) {
                classes.add(new ChangedClass(label, metrics.queries(), here, there));
              }
            });
    Optional<ChangedQueries.Found> queries =
        ChangedQueries.of(spark, base(), other).map(ChangedQueries::find);
    if (queries.isEmpty()) {
      notes.add(
          "the queries that changed between A and %s are not known: the table neighbors is not in both; evaluate with evaluate.neighbors"
              .formatted(other.letter()));
    }
    return new Changes(
        other.letter(),
        most(classes, Comparator.comparingDouble(one -> -gain(one))),
        most(classes, Comparator.comparingDouble(CompareResults::gain)),
        queries.map(ChangedQueries.Found::nearest).orElse(null),
        queries.map(ChangedQueries.Found::gained).orElse(List.of()),
        queries.map(ChangedQueries.Found::lost).orElse(List.of()));
  }

  /** What a class adds to the difference of the sums. */
  private static double gain(ChangedClass one) {
    return (one.other() - one.base()) * one.queries();
  }

  private static List<ChangedClass> most(
      List<ChangedClass> classes, Comparator<ChangedClass> order) {
    List<ChangedClass> sorted =
        classes.stream().sorted(order.thenComparing(ChangedClass::label)).toList();
    if (sorted.isEmpty()) {
      return sorted;
    }
    double sign = Math.signum(gain(sorted.get(0)));
    return sorted.stream()
        .takeWhile(one -> sign != 0 && Math.signum(gain(one)) == sign)
        .filter(one -> order.compare(one, new ChangedClass("", 1, 0, 0)) < 0)
        .limit(SHOWN_CLASSES)
        .toList();
  }

  private List<Setting> settings(List<String> notes) {
    List<String> unknown =
        results.stream()
            .filter(one -> one.settings().isEmpty())
            .map(ComparedResult::letter)
            .toList();
    if (!unknown.isEmpty()) {
      notes.add(
          "the configuration is not compared: %s has no config.yaml"
              .formatted(String.join(", ", unknown)));
      return List.of();
    }
    Set<String> keys = new TreeSet<>();
    results.forEach(one -> keys.addAll(one.settings().keySet()));
    List<Setting> differing = new ArrayList<>();
    for (String key : keys) {
      Map<String, @Nullable String> values = new LinkedHashMap<>();
      results.forEach(one -> values.put(one.letter(), one.settings().get(key)));
      if (values.values().stream().distinct().count() > 1) {
        differing.add(new Setting(key, values));
      }
    }
    return differing;
  }

  private Outcome outcome(Requirement requirement, List<Metric> metrics) {
    if (!requirement.letter().isEmpty()
        && results.stream().noneMatch(one -> one.letter().equals(requirement.letter()))) {
      throw SemblanceException.usage(
          "--require '%s' names %s, but the results are A to %s"
              .formatted(
                  requirement.text(),
                  requirement.letter(),
                  results.get(results.size() - 1).letter()));
    }
    return metrics.stream()
        .filter(metric -> metric.name().equals(requirement.metric()))
        .findFirst()
        .map(metric -> requirement.check(metric.values(), base().letter()))
        .orElseGet(
            () ->
                new Outcome(
                    requirement.text(),
                    false,
                    "%s was not measured: have %s"
                        .formatted(
                            requirement.metric(), metrics.stream().map(Metric::name).toList())));
  }

  private static @Nullable Double defined(@Nullable Double value) {
    return value == null || !Double.isFinite(value) ? null : value;
  }
}
