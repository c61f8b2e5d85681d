package org.semblance.prep;

import java.util.Iterator;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Row;
import org.semblance.table.ImageTable;

/** Gives accepted images their numbers and makes them rows of the table. */
record NumberImages(Broadcast<ImageNumbering> numbering)
    implements FlatMapFunction<DecodeOutcome, Row> {

  @Override
  public Iterator<Row> call(DecodeOutcome outcome) {
    return outcome.image(numbering.value()).map(ImageTable::toRow).iterator();
  }
}
