package org.semblance.evaluate.blocks;

import java.util.ArrayList;
import java.util.List;
import org.semblance.eval.search.LabeledRows;
import org.semblance.eval.search.Similarity;
import org.semblance.evaluate.read.EmbeddingRows;

/** Fills a layout with the vectors, which are in memory. */
public record SideInMemory(EmbeddingRows rows, Similarity similarity) {

  public BlockSource of(SideLayout layout) {
    List<LabeledRows> blocks = new ArrayList<>();
    for (int i = 0; i < layout.blocks(); i++) {
      blocks.add(block(layout, layout.starts()[i], layout.starts()[i + 1]));
    }
    return new BroadcastBlocks(blocks);
  }

  private LabeledRows block(SideLayout layout, int from, int to) {
    int dimension = rows.dimension();
    float[] values = new float[Math.multiplyExact(to - from, dimension)];
    for (int place = from; place < to; place++) {
      rows.copyVector(layout.order()[place], values, (place - from) * dimension);
    }
    return layout.block(from, to, similarity.rows(values, dimension));
  }
}
