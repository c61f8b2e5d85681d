package org.semblance.prep;

import java.util.Collections;
import java.util.Iterator;
import java.util.NoSuchElementException;
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
    return new MappedRows<>(new Drawing(sampler.value(), rounds), PlanTable::toRow);
  }

  /** The rows of round after round; a whole round is never in memory. */
  private static final class Drawing implements Iterator<PlanRow> {

    private final BatchSampler sampler;
    private final Iterator<Long> rounds;
    private Iterator<PlanRow> rows = Collections.emptyIterator();

    Drawing(BatchSampler sampler, Iterator<Long> rounds) {
      this.sampler = sampler;
      this.rounds = rounds;
    }

    @Override
    public boolean hasNext() {
      while (!rows.hasNext() && rounds.hasNext()) {
        rows = sampler.round(Math.toIntExact(rounds.next()));
      }
      return rows.hasNext();
    }

    @Override
    public PlanRow next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      return rows.next();
    }
  }
}
