package org.semblance.method.apfs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.semblance.batch.ApfsSettings.PairAnchors;
import org.semblance.batch.ApfsSettings.PairScope;
import org.semblance.distance.LpDistance;
import org.semblance.loss.Contrastive;
import org.semblance.method.objective.GoldenTensors;
import org.semblance.miner.NoMining;
import org.semblance.reducer.Reducer;
import org.semblance.tensor.Autograd;
import org.semblance.tensor.TorchEngine;

/** Workers that share their classes (apfs.md, section 10, invariant 14). */
class ScopedPairsTest {

  private static final int DIMENSION = 4;
  private static final int CLASSES = 3;
  private static final int WORKERS = 2;
  private static final int OTHERS = 2;

  private static final Contrastive LOSS =
      new Contrastive(0.1, 1.4, LpDistance.euclidean(), new Reducer.NonZeroMean(), new NoMining());

  /** Value, and gradient {@code [row][dimension]}. */
  private record Result(double value, double[][] gradient) {}

  @ParameterizedTest
  @EnumSource(names = {"CROSS", "REP"})
  void copiesOfRepresentativesOnEachWorkerChangeNothing(PairScope scope) {
    double[][] representatives = rows(CLASSES, 1);
    double[][] others = rows(CLASSES * OTHERS * WORKERS, 2);
    Result once = evaluate(scope, representatives, others, 1);
    Result copied = evaluate(scope, representatives, others, WORKERS);
    assertThat(copied.value()).isCloseTo(once.value(), within(1e-12));
    for (int row = 0; row < once.gradient().length; row++) {
      int at = row;
      double[] sum = new double[DIMENSION];
      IntStream places =
          row < CLASSES
              ? IntStream.range(0, WORKERS).map(worker -> worker * CLASSES + at)
              : IntStream.of(row + (WORKERS - 1) * CLASSES);
      places.forEach(place -> Arrays.setAll(sum, i -> sum[i] + copied.gradient()[place][i]));
      assertThat(sum).as("row %d", row).containsExactly(once.gradient()[row], within(1e-12));
    }
  }

  private static Result evaluate(
      PairScope scope, double[][] representatives, double[][] others, int copies) {
    int first = copies * CLASSES;
    double[][] rows = new double[first + others.length][];
    Arrays.setAll(rows, i -> i < first ? representatives[i % CLASSES] : others[i - first]);
    int[] labels = IntStream.range(0, rows.length).map(i -> i % CLASSES).toArray();
    boolean[] flags = new boolean[rows.length];
    Arrays.fill(flags, 0, first, true);
    try (NDManager manager = TorchEngine.start(1).newBaseManager()) {
      NDArray embeddings = manager.create(rows);
      embeddings.setRequiresGradient(true);
      ScopedPairs pairs = new ScopedPairs(LOSS, scope, PairAnchors.ALL, 0);
      NDArray value =
          Autograd.recorded(() -> pairs.evaluate(GoldenTensors.batch(embeddings, labels, flags)));
      Autograd.backward(value);
      double[] flat = GoldenTensors.doubles(embeddings.getGradient());
      double[][] gradient = new double[rows.length][];
      Arrays.setAll(gradient, i -> Arrays.copyOfRange(flat, i * DIMENSION, (i + 1) * DIMENSION));
      return new Result(GoldenTensors.scalar(value), gradient);
    }
  }

  private static double[][] rows(int count, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double[][] rows = new double[count][DIMENSION];
    for (double[] row : rows) {
      Arrays.setAll(row, i -> random.nextDouble() - 0.5);
    }
    return rows;
  }
}
