package org.semblance.compare;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.KebabCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a comparison found; also the form of {@code compare.json}, whose keys are the names of the
 * components in kebab case. A number that is undefined is null.
 *
 * @param results A, with which the others are compared, then the others
 * @param queries the same of all results
 * @param classes of the queries
 * @param byMetric what is said of single classes and queries is said by this metric
 * @param settings that are not the same in all results
 * @param notes what could not be compared, and why
 * @param requirements what was required, and whether it holds
 */
@JsonNaming(KebabCaseStrategy.class)
public record Comparison(
    int format,
    List<Compared> results,
    long queries,
    int classes,
    List<Metric> metrics,
    String byMetric,
    List<Changes> changes,
    List<Setting> settings,
    List<String> notes,
    List<Outcome> requirements) {

  static final int FORMAT = 1;

  /** A result. */
  @JsonNaming(KebabCaseStrategy.class)
  public record Compared(String letter, String name, String path) {}

  /**
   * One metric.
   *
   * @param values by letter
   * @param differences by letter of the other result
   */
  @JsonNaming(KebabCaseStrategy.class)
  public record Metric(
      String name,
      Map<String, @Nullable Double> values,
      Map<String, PairedDifference> differences) {}

  /**
   * That of the other result minus that of A.
   *
   * @param low of the 95 % interval; null, as {@code high}, where there is none
   * @param verdict {@code better}, {@code worse} or {@code undecided}; empty where there is no
   *     interval
   */
  @JsonNaming(KebabCaseStrategy.class)
  public record PairedDifference(
      @Nullable Double value, @Nullable Double low, @Nullable Double high, String verdict) {}

  /**
   * Where the result {@code letter} and A differ most, the largest gains first.
   *
   * @param nearest null where neighbors were not written
   */
  @JsonNaming(KebabCaseStrategy.class)
  public record Changes(
      String letter,
      List<ChangedClass> classesGained,
      List<ChangedClass> classesLost,
      @Nullable Nearest nearest,
      List<ChangedQuery> queriesGained,
      List<ChangedQuery> queriesLost) {}

  /** The mean of one class in A and in the other result. */
  @JsonNaming(KebabCaseStrategy.class)
  public record ChangedClass(String label, long queries, double base, double other) {}

  /**
   * Queries by whether their nearest row is a match.
   *
   * @param onlyBase in A alone
   * @param onlyOther in the other result alone
   */
  @JsonNaming(KebabCaseStrategy.class)
  public record Nearest(long both, long onlyBase, long onlyOther, long neither) {}

  /** A query with its nearest rows in A and in the other result. */
  @JsonNaming(KebabCaseStrategy.class)
  public record ChangedQuery(String id, String label, List<Neighbor> base, List<Neighbor> other) {}

  /** One of the nearest rows of a query. */
  @JsonNaming(KebabCaseStrategy.class)
  public record Neighbor(String id, boolean match) {}

  /** A key and its values by letter; null where a result has no such key. */
  @JsonNaming(KebabCaseStrategy.class)
  public record Setting(String key, Map<String, @Nullable String> values) {}

  /** Whether a requirement holds, in one sentence. */
  @JsonNaming(KebabCaseStrategy.class)
  public record Outcome(String requirement, boolean holds, String found) {}
}
