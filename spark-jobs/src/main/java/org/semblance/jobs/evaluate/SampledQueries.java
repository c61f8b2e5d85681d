package org.semblance.jobs.evaluate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.semblance.math.Rows;
import org.semblance.math.Seeds;
import org.semblance.metric.LabeledRows;

/** Draws queries by a hash of their row number; the same ones for the same seed. */
final class SampledQueries {

  private SampledQueries() {}

  static Side of(Side queries, int wanted, long seed) {
    int[] rows = draw(queries.count(), wanted, seed);
    List<LabeledRows> blocks = new ArrayList<>();
    List<Integer> starts = new ArrayList<>();
    for (int block = 0; block < queries.blocks().size(); block++) {
      int from = queries.starts()[block];
      int to = queries.starts()[block + 1];
      int[] own = Arrays.stream(rows).filter(row -> row >= from && row < to).toArray();
      if (own.length > 0) {
        starts.add(starts.isEmpty() ? 0 : starts.get(starts.size() - 1) + lastCount(blocks));
        blocks.add(pick(queries.blocks().get(block), own, from));
      }
    }
    starts.add(rows.length);
    int[] categories = queries.categories();
    return new Side(
        blocks,
        starts.stream().mapToInt(Integer::intValue).toArray(),
        queries.ids().pick(rows),
        categories.length == 0
            ? categories
            : Arrays.stream(rows).map(row -> categories[row]).toArray());
  }

  private static int lastCount(List<LabeledRows> blocks) {
    return blocks.get(blocks.size() - 1).count();
  }

  /** Row numbers in ascending order. */
  private static int[] draw(int count, int wanted, long seed) {
    long[] keys =
        IntStream.range(0, count)
            .mapToLong(row -> Seeds.key(seed, Seeds.Use.SAMPLED_QUERIES, row))
            .toArray();
    long[] sorted = keys.clone();
    Arrays.sort(sorted);
    long last = sorted[Math.min(wanted, count) - 1];
    return IntStream.range(0, count).filter(row -> keys[row] <= last).toArray();
  }

  private static LabeledRows pick(LabeledRows block, int[] rows, int firstRow) {
    int dimension = block.rows().dimension();
    float[] values = new float[rows.length * dimension];
    float[] biases = new float[block.rows().biases().length == 0 ? 0 : rows.length];
    int[] classes = new int[rows.length];
    int[] ties = new int[rows.length];
    int[] sequences = new int[block.sequences().length == 0 ? 0 : rows.length];
    for (int i = 0; i < rows.length; i++) {
      int row = rows[i] - firstRow;
      System.arraycopy(block.rows().values(), row * dimension, values, i * dimension, dimension);
      classes[i] = block.classes()[row];
      ties[i] = block.ties()[row];
      if (biases.length > 0) {
        biases[i] = block.rows().biases()[row];
      }
      if (sequences.length > 0) {
        sequences[i] = block.sequences()[row];
      }
    }
    return new LabeledRows(new Rows(dimension, values, biases), classes, ties, sequences);
  }
}
