package org.semblance.prep;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What was planned.
 *
 * @param rounds rounds (epochs) in the plan table; 0 where training plans as it goes
 * @param stepsPerRound steps in each, or the most a round may have
 * @param rows of the plan table
 * @param classes that take part
 * @param images of those classes
 * @param droppedClasses training classes that take no part: too few images
 * @param repeatedRows rows whose image occurs before in the same batch
 * @param worstClass class_id with the most repeated rows; null where there are none
 */
public record PlanResult(
    int rounds,
    int stepsPerRound,
    long rows,
    int classes,
    long images,
    int droppedClasses,
    long repeatedRows,
    @Nullable Integer worstClass) {

  /** Part of the rows that are repeated, from 0 to 1. */
  public double repeatedShare() {
    return rows == 0 ? 0 : (double) repeatedRows / rows;
  }

  /** One line for the terminal. */
  public String summary() {
    String dropped = droppedClasses == 0 ? "" : " (%d classes dropped)".formatted(droppedClasses);
    String repeated =
        worstClass == null
            ? "no repeated rows"
            : String.format(
                Locale.ROOT,
                "%.2f %% repeated rows, most in class_id %d",
                100 * repeatedShare(),
                worstClass);
    String planned =
        rounds == 0 ? "planned while training" : "%d rows, %s".formatted(rows, repeated);
    return "%d rounds of %d steps over %d images of %d classes%s: %s"
        .formatted(rounds, stepsPerRound, images, classes, dropped, planned);
  }
}
