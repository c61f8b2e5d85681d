package org.semblance.eval.verification;

import java.util.ArrayList;
import java.util.List;
import org.semblance.eval.metric.Positives;
import org.semblance.eval.search.EmbeddingSet;
import org.semblance.eval.search.LabeledRows;
import org.semblance.eval.search.Similarity;
import org.semblance.eval.search.SortedEmbeddings;
import org.semblance.math.BlockProduct;
import org.semblance.math.ScoreKernels;

/** All pairs of small sets. */
record PairsInMemory(MatchScores matches, PairCounts counts) {

  static PairsInMemory of(EmbeddingSet left, EmbeddingSet right, Similarity similarity) {
    long[] ids = SortedEmbeddings.sortedIds(right);
    LabeledRows queries = SortedEmbeddings.sorted(left, ids, similarity);
    LabeledRows gallery = SortedEmbeddings.sorted(right, ids, similarity);
    BlockProduct product = new BlockProduct(ScoreKernels.best(), left.dimension());
    Positives positives = Positives.of(queries, List.of(gallery), product);
    List<float[]> scores = new ArrayList<>();
    for (int row = 0; row < positives.count(); row++) {
      scores.add(positives.scores(row));
    }
    MatchScores matches = MatchScores.of(scores);
    PairCounts counts = new PairCounts(matches);
    PairScan scan = new PairScan(product, matches, counts);
    scan.matches(queries, positives);
    scan.others(queries, gallery);
    return new PairsInMemory(matches, counts);
  }
}
