package org.semblance.cli;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.semblance.eval.cluster.Initialization;
import org.semblance.eval.cluster.KMeans;
import org.semblance.eval.cluster.KMeansSettings;
import org.semblance.eval.metric.Convention;
import org.semblance.eval.metric.Ranking;
import org.semblance.eval.metric.RetrievalEvaluation;
import org.semblance.eval.metric.RetrievalOptions;
import org.semblance.eval.search.EmbeddingSet;
import org.semblance.eval.search.NeighborSearch;
import org.semblance.eval.search.Similarity;
import org.semblance.math.Rows;
import org.semblance.math.ScoreKernels;

/**
 * Has the kernels compiled while Spark starts, which leaves most cores idle for seconds: some
 * thousand vectors are measured and the numbers dropped.
 */
final class KernelWarmUp {

  private static final int ROWS = 1500;
  private static final int CLASSES = 300;
  private static final int DIMENSION = 64;

  private KernelWarmUp() {}

  /** Begins, on a thread that ends by itself, unless there is but one core. */
  static void begin() {
    if (Runtime.getRuntime().availableProcessors() > 1) {
      Thread thread = new Thread(KernelWarmUp::measure, "kernel-warm-up");
      thread.setDaemon(true);
      thread.start();
    }
  }

  private static void measure() {
    SplittableRandom random = new SplittableRandom(1);
    float[] vectors = new float[ROWS * DIMENSION];
    for (int i = 0; i < vectors.length; i++) {
      vectors[i] = (float) random.nextDouble(-1, 1);
    }
    int[] rows = IntStream.range(0, ROWS).toArray();
    long[] ids = IntStream.of(rows).asLongStream().toArray();
    int[] labels = IntStream.of(rows).map(row -> row % CLASSES).toArray();
    EmbeddingSet set = EmbeddingSet.of(vectors, DIMENSION, ids, labels);
    RetrievalOptions options =
        new RetrievalOptions(Similarity.COSINE, Convention.PML, Ranking.TOP, List.of(1, 10));
    new RetrievalEvaluation(options, ScoreKernels.best()).self(set);
    new NeighborSearch(Similarity.COSINE, ScoreKernels.best()).nearest(set, set, 10);
    KMeansSettings settings = new KMeansSettings(3, Initialization.RANDOM, 1);
    KMeans.fit(Rows.of(vectors, DIMENSION), rows, CLASSES, settings);
  }
}
