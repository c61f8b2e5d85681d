package org.semblance.bench.evaluate;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;
import org.semblance.eval.cluster.Centroids;
import org.semblance.eval.cluster.KMeans;
import org.semblance.eval.metric.Convention;
import org.semblance.eval.metric.NegativeScan;
import org.semblance.eval.metric.Positives;
import org.semblance.eval.metric.RankCounter;
import org.semblance.eval.metric.RankLimits;
import org.semblance.eval.metric.Ranking;
import org.semblance.eval.metric.RetrievalOptions;
import org.semblance.eval.search.LabeledRows;
import org.semblance.eval.search.Similarity;
import org.semblance.math.BlockProduct;
import org.semblance.math.Rows;
import org.semblance.math.ScoreKernel;
import org.semblance.math.ScoreKernels;
import org.semblance.math.SumGrid;

/** The kernels of evaluation on one thread; {@code gigaflops} counts 2 per multiply-add. */
@SuppressWarnings("NullAway.Init") // generate() initializes
public class KernelBenchmark extends OneCoreBenchmark {

  private static final int ROWS = 8192;
  private static final int ROWS_PER_CLASS = 5;
  private static final int CLUSTERS = 1000;

  @Param({"128", "512"})
  public int dimension;

  private ScoreKernel kernel;
  private BlockProduct product;
  private Rows rows;
  private LabeledRows block;
  private Positives positives;
  private Centroids centroids;
  private float[] leftPanel;
  private float[] rightPanel;
  private float[] tile;
  private float sink;

  /** Rows around class centers, as far from each other as embeddings are. */
  @Setup
  public void generate() {
    kernel = ScoreKernels.best();
    product = new BlockProduct(kernel, dimension);
    float[] values = new float[ROWS * dimension];
    for (int row = 0; row < ROWS; row++) {
      float[] vector = GeneratedEmbeddings.vector(row, dimension, ROWS_PER_CLASS, 1.6);
      System.arraycopy(vector, 0, values, row * dimension, dimension);
    }
    rows = Rows.of(values, dimension);
    int[] classes = IntStream.range(0, ROWS).map(row -> row / ROWS_PER_CLASS).toArray();
    int[] ties = IntStream.range(0, ROWS).toArray();
    block = new LabeledRows(rows, classes, ties, new int[0]);
    positives = Positives.of(block, List.of(block), product);
    centroids = new Centroids(dimension, Arrays.copyOf(values, CLUSTERS * dimension));
    leftPanel = random(kernel.panelRows() * dimension);
    rightPanel = random(kernel.panelColumns() * dimension);
    tile = new float[kernel.panelRows() * kernel.panelColumns()];
  }

  private static float[] random(int length) {
    SplittableRandom random = new SplittableRandom(length);
    float[] values = new float[length];
    for (int i = 0; i < length; i++) {
      values[i] = (float) random.nextDouble(-1, 1);
    }
    return values;
  }

  /** One tile whose operands are in the first-level cache: the most that can be reached. */
  @Benchmark
  public float[] tile(Gigaflops work) {
    kernel.tile(leftPanel, 0, rightPanel, 0, dimension, tile, 0, kernel.panelColumns());
    work.add(kernel.panelRows(), kernel.panelColumns(), dimension);
    return tile;
  }

  /** All scores of a block against itself, nothing kept. */
  @Benchmark
  public float product(Gigaflops work) {
    product.forEachStrip(
        rows, 0, ROWS, rows, 0, ROWS, (a, b, c, d, scores, stride) -> sink += scores[0]);
    work.add(ROWS, ROWS, dimension);
    return sink;
  }

  /** The ranks of all rows of a block within it: half of its scores, each seen from both sides. */
  @Benchmark
  public Object ranks(Gigaflops work) {
    RetrievalOptions options =
        new RetrievalOptions(Similarity.COSINE, Convention.PML, Ranking.TOP, List.of(1, 10));
    RankCounter counter = new RankCounter(positives, RankLimits.of(options));
    new NegativeScan(product).within(block, counter);
    work.add(ROWS, ROWS / 2.0, dimension);
    return counter.counts();
  }

  /** One iteration of k-means. */
  @Benchmark
  public Object lloyd(Gigaflops work) {
    work.add(ROWS, CLUSTERS, dimension);
    return KMeans.step(product, rows, centroids, SumGrid.of(1, ROWS));
  }
}
