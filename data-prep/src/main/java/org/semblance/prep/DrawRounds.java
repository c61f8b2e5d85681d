package org.semblance.prep;

import java.util.Iterator;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Row;
import org.semblance.batch.BatchSampler;
import org.semblance.batch.PlanRow;
import org.semblance.table.PlanTable;

/** Draws the plan rows of the rounds in a partition. */
record DrawRounds(Broadcast<BatchSampler> sampler) implements MapPartitionsFunction<Long, Row> {

  @Override
  public Iterator<Row> call(Iterator<Long> rounds) {
    return stream(rounds)
        .flatMap(round -> stream(sampler.value().round(Math.toIntExact(round))))
        .map((PlanRow row) -> PlanTable.toRow(row))
        .iterator();
  }

  private static <T> Stream<T> stream(Iterator<T> iterator) {
    return StreamSupport.stream(
        Spliterators.spliteratorUnknownSize(iterator, Spliterator.ORDERED), false);
  }
}
