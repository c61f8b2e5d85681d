package org.semblance.eval.search;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.semblance.math.BlockProduct;
import org.semblance.math.RankKey;
import org.semblance.math.ScoreKernel;

/** Exact nearest neighbors of embeddings in memory, in the order of all metrics. */
public record NeighborSearch(Similarity similarity, ScoreKernel kernel) {

  /**
   * One neighbor.
   *
   * @param score larger is nearer: the cosine or the negative distance
   */
  public record Neighbor(long id, float score) {}

  /** For each query, in the order given, its nearest rows of the gallery, nearest first. */
  public List<List<Neighbor>> nearest(EmbeddingSet queries, EmbeddingSet gallery, int wanted) {
    long[] ids = SortedEmbeddings.sortedIds(gallery);
    LabeledRows rows = SortedEmbeddings.sorted(queries, ids, similarity);
    TopNeighbors top = new TopNeighbors(rows, wanted);
    top.search(
        SortedEmbeddings.sorted(gallery, ids, similarity),
        new BlockProduct(kernel, gallery.dimension()));
    int[] order = SortedEmbeddings.order(queries);
    int[] places = new int[order.length];
    IntStream.range(0, order.length).forEach(i -> places[order[i]] = i);
    return Arrays.stream(places).mapToObj(place -> neighbors(top.nearest(place), ids)).toList();
  }

  private List<Neighbor> neighbors(long[] keys, long[] ids) {
    return Arrays.stream(keys)
        .mapToObj(
            key -> new Neighbor(ids[RankKey.tie(key)], similarity.reported(RankKey.score(key))))
        .toList();
  }
}
