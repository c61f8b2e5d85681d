package org.semblance.jobs.evaluate;

import java.io.Serializable;
import org.semblance.math.BlockProduct;
import org.semblance.metric.LabeledRows;
import org.semblance.metric.Positives;

/** Where a task gets blocks of rows from. */
interface BlockSource extends Serializable {

  int blocks();

  int dimension();

  LabeledRows block(int number);

  /** The matches of the rows of a block within the block, which holds whole classes. */
  Positives positives(int number, BlockProduct product);
}
