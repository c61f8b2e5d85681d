package org.semblance.evaluate.blocks;

import java.io.Serializable;
import org.semblance.eval.metric.Positives;
import org.semblance.eval.search.LabeledRows;
import org.semblance.math.BlockProduct;

/** Where a task gets blocks of rows from. */
public interface BlockSource extends Serializable {

  int blocks();

  int dimension();

  LabeledRows block(int number);

  /** The matches of the rows of a block within the block, which holds whole classes. */
  Positives positives(int number, BlockProduct product);
}
