package org.semblance.eval.search;

import com.github.jelmerk.knn.DistanceFunction;
import com.github.jelmerk.knn.DistanceFunctions;
import com.github.jelmerk.knn.Item;
import com.github.jelmerk.knn.Jdk17DistanceFunctions;
import com.github.jelmerk.knn.SearchResult;
import com.github.jelmerk.knn.hnsw.HnswIndex;
import java.util.stream.IntStream;
import org.semblance.math.RankKey;
import org.semblance.math.Rows;
import org.semblance.math.ScalarKernel;
import org.semblance.math.ScoreKernels;
import org.semblance.math.Seeds;

/**
 * A block of the gallery as a hierarchical navigable small world: finds most of the nearest rows of
 * a query without looking at all of them. What is found has its exact score.
 *
 * <p>The same block, settings and seed make the same graph. Source: Malkov and Yashunin, Efficient
 * and robust approximate nearest neighbor search using hierarchical navigable small world graphs,
 * 2018.
 */
public final class NeighborGraph {

  private final HnswIndex<Integer, float[], Node, Float> index;
  private final LabeledRows gallery;

  private NeighborGraph(HnswIndex<Integer, float[], Node, Float> index, LabeledRows gallery) {
    this.index = index;
    this.gallery = gallery;
  }

  /**
   * Links the rows of {@code gallery} in an order that does not depend on their classes.
   *
   * @param gallery of rows without sequences; kept, not copied
   * @param wanted neighbors that will be asked for at most
   */
  public static NeighborGraph of(
      LabeledRows gallery, GraphSettings settings, int wanted, long seed) {
    Rows rows = gallery.rows();
    HnswIndex<Integer, float[], Node, Float> index =
        HnswIndex.newBuilder(rows.dimension(), distance(rows), Math.max(1, gallery.count()))
            .withM(settings.m())
            .withEfConstruction(settings.efConstruction())
            .withEf(settings.efFor(wanted))
            .build();
    for (long row : Seeds.permuted(places(gallery), Seeds.key(seed, Seeds.Use.GRAPH_ORDER))) {
      index.add(new Node((int) row, rows.vector((int) row)));
    }
    return new NeighborGraph(index, gallery);
  }

  private static long[] places(LabeledRows gallery) {
    return IntStream.range(0, gallery.count()).asLongStream().toArray();
  }

  /** One width of vectors on every processor: the order of additions is part of the graph. */
  private static DistanceFunction<float[], Float> distance(Rows rows) {
    if (ScoreKernels.best() instanceof ScalarKernel) {
      return rows.isBiased()
          ? DistanceFunctions.FLOAT_EUCLIDEAN_DISTANCE
          : DistanceFunctions.FLOAT_INNER_PRODUCT;
    }
    return rows.isBiased()
        ? Jdk17DistanceFunctions.VECTOR_FLOAT_256_EUCLIDEAN_DISTANCE
        : Jdk17DistanceFunctions.VECTOR_FLOAT_256_INNER_PRODUCT;
  }

  /**
   * The keys of the nearest rows found for row {@code row} of {@code queries}, nearest first, the
   * row itself left out; see {@link RankKey}.
   *
   * @param wanted at most this many
   */
  public long[] nearest(LabeledRows queries, int row, int wanted) {
    long[] keys =
        index.findNearest(queries.rows().vector(row), wanted + 1).stream()
            .map(SearchResult::item)
            .filter(node -> gallery.ties()[node.id()] != queries.ties()[row])
            .mapToLong(
                node ->
                    RankKey.of(
                        queries.rows().score(row, gallery.rows(), node.id()),
                        gallery.ties()[node.id()]))
            .toArray();
    return RankKey.nearest(keys, wanted);
  }

  /** A row of the block. */
  private record Node(Integer id, float[] vector) implements Item<Integer, float[]> {

    private static final long serialVersionUID = 1L;

    @Override
    public int dimensions() {
      return vector.length;
    }
  }
}
