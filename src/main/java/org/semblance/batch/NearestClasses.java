package org.semblance.batch;

import java.util.Arrays;
import java.util.stream.Stream;
import org.semblance.math.BlockProduct;
import org.semblance.math.RankKey;
import org.semblance.math.Rows;
import org.semblance.math.ScoreKernel;
import org.semblance.math.ScoreKernels;

/**
 * Finds the nearest classes of each class, exactly, by blocks of matrix products: a list is first
 * drawn by float32 scores, a little longer than wanted, then ordered by distances in double.
 */
public final class NearestClasses {

  /** Places beyond the wanted ones, so that float32 rounding cannot push one of those out. */
  private static final int MARGIN = 16;

  private static final int INDEX_BITS = 24;

  private NearestClasses() {}

  /**
   * The neighbors of the rows {@code [from, to)} among all rows. A row's list depends on nothing
   * but the embeddings, whatever the range.
   *
   * @param embeddings one row per class index, {@link Rows#euclidean}; for mining of unit length. A
   *     class whose embedding is not known has NaN and is nobody's neighbor
   * @param count most neighbors of a class
   */
  public static ClassNeighbors of(Rows embeddings, int from, int to, int count) {
    if (embeddings.count() >= 1 << INDEX_BITS) {
      throw new IllegalArgumentException(
          "classes must be fewer than %d, got %d".formatted(1 << INDEX_BITS, embeddings.count()));
    }
    LargestKeys[] nearest =
        Stream.generate(() -> new LargestKeys(count + MARGIN))
            .limit(to - from)
            .toArray(LargestKeys[]::new);
    ScoreKernel kernel = ScoreKernels.best();
    new BlockProduct(kernel, embeddings.dimension())
        .forEachStrip(
            embeddings,
            from,
            to,
            embeddings,
            0,
            embeddings.count(),
            (rowFrom, rowTo, columnFrom, columnTo, scores, stride) -> {
              for (int row = rowFrom; row < rowTo; row++) {
                int start = (row - rowFrom) * stride;
                int end = start + columnTo - columnFrom;
                scan(kernel, scores, start, end, columnFrom, row, nearest[row - from]);
              }
            });
    return ordered(embeddings, from, nearest, count);
  }

  private static void scan(
      ScoreKernel kernel,
      float[] scores,
      int start,
      int end,
      int firstColumn,
      int row,
      LargestKeys nearest) {
    for (int at = start; at < end; at += ScoreKernel.GROUP) {
      at = kernel.nextCandidates(scores, at, end, nearest.floor());
      long candidates = kernel.candidates(scores, at, end, nearest.floor());
      for (; candidates != 0; candidates &= candidates - 1) {
        int i = at + Long.numberOfTrailingZeros(candidates);
        int column = firstColumn + i - start;
        if (scores[i] >= nearest.floor() && column != row) {
          nearest.offer(RankKey.of(scores[i], column));
        }
      }
    }
  }

  private static ClassNeighbors ordered(
      Rows embeddings, int from, LargestKeys[] nearest, int count) {
    int[][] classes = new int[nearest.length][];
    long[][] distances = new long[nearest.length][];
    for (int i = 0; i < nearest.length; i++) {
      int row = from + i;
      long[] order =
          Arrays.stream(nearest[i].toArray())
              .mapToInt(RankKey::tie)
              .mapToLong(other -> distance(embeddings, row, other) << INDEX_BITS | other)
              .sorted()
              .limit(count)
              .toArray();
      classes[i] =
          Arrays.stream(order).mapToInt(key -> (int) key & ((1 << INDEX_BITS) - 1)).toArray();
      distances[i] = Arrays.stream(order).map(key -> key >> INDEX_BITS).toArray();
    }
    return new ClassNeighbors(classes, distances);
  }

  private static long distance(Rows embeddings, int a, int b) {
    float[] values = embeddings.values();
    int dimension = embeddings.dimension();
    int atA = a * dimension;
    int atB = b * dimension;
    double even = 0;
    double odd = 0;
    for (int k = 0; k < dimension - 1; k += 2) {
      double first = (double) values[atA + k] - values[atB + k];
      double second = (double) values[atA + k + 1] - values[atB + k + 1];
      even += first * first;
      odd += second * second;
    }
    if (dimension % 2 == 1) {
      double last = (double) values[atA + dimension - 1] - values[atB + dimension - 1];
      even += last * last;
    }
    return ClassNeighbors.quantized(Math.sqrt(even + odd));
  }
}
