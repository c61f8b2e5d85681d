package org.semblance.bench.plan;

import java.util.Iterator;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.semblance.batch.ApfsPlanner;
import org.semblance.batch.ApfsSettings;
import org.semblance.batch.ApfsSettings.Anchor;
import org.semblance.batch.ApfsSettings.Coupling;
import org.semblance.batch.ApfsSettings.Proximal;
import org.semblance.batch.ClassMining;
import org.semblance.batch.ClassMining.Rule;
import org.semblance.batch.ClassNeighbors;
import org.semblance.batch.ImagesByClass;
import org.semblance.batch.NearestClasses;
import org.semblance.batch.PlanRow;
import org.semblance.batch.RoundRule;
import org.semblance.config.Settings;
import org.semblance.math.Rows;
import org.semblance.math.Vectors;

/**
 * Times planning for a set shaped as Stanford Online Products: 11,318 classes, 59,551 images. A
 * million rows of APFS, the 256 nearest classes of every class by 512 dimensions as a training rank
 * finds them, and the rows that use them.
 */
public final class PlanSpeed {

  private static final int CLASSES = 11_318;
  private static final int IMAGES = 59_551;
  private static final int DIMENSION = 512;
  private static final int NEIGHBORS = 256;
  private static final int ROWS = 1_000_000;
  private static final int ROUNDS = 3;

  private PlanSpeed() {}

  /** What is timed; gives the number that is printed. */
  private interface Work {
    long run();
  }

  /** Times everything, three times each. */
  public static void main(String[] arguments) {
    ImagesByClass images =
        ImagesByClass.of(
            LongStream.range(0, IMAGES).toArray(),
            IntStream.range(0, IMAGES).map(i -> i % CLASSES).toArray());
    float[] embeddings = embeddings();
    ClassNeighbors near = inRank(embeddings);
    for (int round = 0; round < ROUNDS; round++) {
      time("rows of APFS", () -> rows(images, Rule.NONE, near));
      time("class mining, one thread", () -> listed(inRank(embeddings)));
      time("rows of APFS, mined", () -> rows(images, Rule.SET, near));
    }
  }

  private static void time(String name, Work work) {
    long start = System.nanoTime();
    long result = work.run();
    double seconds = (System.nanoTime() - start) / 1e9;
    System.out.printf(Locale.ROOT, "%-26s %.2f s (%d)%n", name, seconds, result);
  }

  private static long rows(ImagesByClass images, Rule rule, ClassNeighbors near) {
    ApfsPlanner planner = new ApfsPlanner(settings(rule), images, 1, 1);
    if (rule == Rule.NONE) {
      long count = 0;
      Iterator<PlanRow> rows = planner.rounds(ROWS);
      for (; count < ROWS && rows.hasNext(); count++) {
        rows.next();
      }
      return count;
    }
    long count = 0;
    while (count < ROWS) {
      planner.beginRound();
      count += planner.nextSegment(near).size();
    }
    return count;
  }

  private static ClassNeighbors inRank(float[] embeddings) {
    return NearestClasses.of(Rows.euclidean(embeddings, DIMENSION), 0, CLASSES, NEIGHBORS);
  }

  private static long listed(ClassNeighbors near) {
    return IntStream.range(0, CLASSES).mapToLong(c -> near.classes()[c].length).sum();
  }

  private static float[] embeddings() {
    float[] rows = new float[CLASSES * DIMENSION];
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < rows.length; i++) {
      rows[i] = (float) (random.nextDouble() - 0.5);
    }
    for (int row = 0; row < CLASSES; row++) {
      boolean unused = Vectors.normalize(rows, row * DIMENSION, DIMENSION);
    }
    return rows;
  }

  private static ApfsSettings settings(Rule rule) {
    return Settings.of(ApfsSettings.class)
        .with("enabled", true)
        .with("classes-per-batch", 32)
        .with("images-per-class", 4)
        .with("round", new RoundRule.Coverage(0))
        .with("mining", new ClassMining(rule, 0.5, 0, NEIGHBORS, ClassMining.Source.FRESH))
        .with("mixed-weight", 0)
        .with("proximal", new Proximal(2e-4, 1, Anchor.LAST, Coupling.COUPLED))
        .build();
  }
}
