package org.semblance.eval.compare;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.semblance.eval.metric.Bootstrap;

/** What intervals of paired differences promise, by simulation. */
class IntervalCoverageIT {

  /**
   * Draws 1,000 tables of classes from one population, in which some classes are large, classes
   * differ in how hard they are and models in how they fare on them. The truth is the mean over the
   * population, to which every table's interval either comes or not.
   */
  @ParameterizedTest
  @CsvSource({"20", "60", "200"})
  void ninetyFiveOfHundredIntervalsHoldTheTruth(int classes) {
    int draws = 1000;
    int covered = 0;
    for (int draw = 0; draw < draws; draw++) {
      SplittableRandom random = new SplittableRandom(1_000_003L * classes + draw);
      List<ClassMean> base = new ArrayList<>();
      List<ClassMean> other = new ArrayList<>();
      for (int i = 0; i < classes; i++) {
        int queries = 2 + random.nextInt(9) * random.nextInt(4);
        double hard = random.nextDouble();
        double gain = random.nextDouble(-0.2, 0.3);
        int hits = 0;
        int otherHits = 0;
        for (int query = 0; query < queries; query++) {
          // One draw for both: the same images are hard for either.
          double luck = random.nextDouble();
          hits += luck < 0.2 + 0.5 * hard ? 1 : 0;
          otherHits += luck < 0.2 + 0.5 * hard + gain ? 1 : 0;
        }
        base.add(new ClassMean((double) hits / queries, queries));
        other.add(new ClassMean((double) otherHits / queries, queries));
      }
      Difference difference = new PairedBootstrap(new Bootstrap(1000, draw)).of(base, other);
      covered += difference.low() <= 0.05 && 0.05 <= difference.high() ? 1 : 0;
    }
    assertThat(covered / (double) draws).as("%d classes", classes).isBetween(0.93, 0.97);
  }
}
