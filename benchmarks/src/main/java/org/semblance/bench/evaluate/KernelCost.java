package org.semblance.bench.evaluate;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.semblance.eval.cluster.ClusteringReport;
import org.semblance.eval.cluster.Contingency;
import org.semblance.eval.cluster.Initialization;
import org.semblance.eval.cluster.Initialization.Candidates;
import org.semblance.eval.cluster.KMeans;
import org.semblance.eval.metric.Convention;
import org.semblance.eval.metric.Ranking;
import org.semblance.eval.metric.RetrievalEvaluation;
import org.semblance.eval.metric.RetrievalOptions;
import org.semblance.eval.search.EmbeddingSet;
import org.semblance.eval.search.Similarity;
import org.semblance.math.BlockProduct;
import org.semblance.math.Rows;
import org.semblance.math.ScoreKernels;
import org.semblance.math.SumGrid;

/**
 * CPU seconds of one thread: matrix products alone, exact ranks, one iteration of k-means, AMI.
 *
 * <p>{@code KernelCost FOLDER DIMENSION ROUNDS K,K,...} on the files of {@link
 * GeneratedEmbeddings}.
 */
public final class KernelCost {

  private static final int CLUSTERS = 1000;

  // As many as Stanford Online Products has; peers.py builds the same clustering.
  private static final int AMI_ROWS = 60_000;
  private static final int AMI_CLASSES = 11_316;

  private KernelCost() {}

  public static void main(String[] arguments) throws IOException {
    Path folder = Path.of(arguments[0]);
    int dimension = Integer.parseInt(arguments[1]);
    FloatBuffer vectors = open(folder.resolve("vectors.f32")).asFloatBuffer();
    float[] values = new float[vectors.remaining()];
    vectors.get(values);
    IntBuffer classes = open(folder.resolve("labels.i32")).asIntBuffer();
    int[] labels = new int[classes.remaining()];
    classes.get(labels);
    List<Integer> recallAt =
        Arrays.stream(arguments[3].split(",", -1)).map(Integer::valueOf).toList();
    for (int round = 0; round < Integer.parseInt(arguments[2]); round++) {
      measure(values, dimension, labels, recallAt);
    }
  }

  private static ByteBuffer open(Path file) throws IOException {
    return ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static void measure(float[] values, int dimension, int[] labels, List<Integer> recallAt) {
    int count = labels.length;
    Rows rows = Rows.of(values, dimension);
    BlockProduct product = new BlockProduct(ScoreKernels.best(), dimension);
    double[] sink = new double[1];
    double half =
        seconds(
            () -> product.forEachUpperStrip(rows, (a, b, c, d, scores, s) -> sink[0] += scores[0]));
    RetrievalOptions options =
        new RetrievalOptions(Similarity.COSINE, Convention.PML, Ranking.TOP, recallAt);
    long[] ids = IntStream.range(0, count).asLongStream().toArray();
    EmbeddingSet set = EmbeddingSet.of(values, dimension, ids, labels);
    double ranks =
        seconds(
            () ->
                sink[0] +=
                    new RetrievalEvaluation(options, ScoreKernels.best()).self(set).mapAtR());
    int[] ties = IntStream.range(0, count).toArray();
    var start = Initialization.RANDOM.choose(List.of(new Candidates(rows, ties)), CLUSTERS, 1);
    double lloyd =
        seconds(
            () -> sink[0] += KMeans.step(product, rows, start, SumGrid.of(1, count)).values()[0]);
    int[] truth = IntStream.range(0, AMI_ROWS).map(i -> i % AMI_CLASSES).toArray();
    int[] clusters = IntStream.range(0, AMI_ROWS).map(i -> truth[(i * 7 + 3) % AMI_ROWS]).toArray();
    double ami =
        seconds(() -> sink[0] += ClusteringReport.of(Contingency.of(truth, clusters)).ami());
    System.out.printf(
        Locale.ROOT,
        "%s %d x %d: half the products %.2f s (%.0f GFLOP/s), ranks %.2f s, k-means step k=%d"
            + " %.3f s, ami %.3f s%n",
        ScoreKernels.best().name(),
        count,
        dimension,
        half,
        (double) count * count * dimension / half / 1e9,
        ranks,
        CLUSTERS,
        lloyd,
        ami);
  }

  private static double seconds(Runnable work) {
    long start = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    work.run();
    return (ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - start) / 1e9;
  }
}
