package org.semblance.prep;

import java.util.Collections;
import java.util.Iterator;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Row;
import org.semblance.batch.ApfsPlanner;
import org.semblance.batch.ApfsSettings;
import org.semblance.batch.ImagesByClass;
import org.semblance.table.PlanTable;

/** Plans all rounds of APFS, which follow from each other, in the partition that has an element. */
record PlanRounds(
    Broadcast<ImagesByClass> images, ApfsSettings settings, long seed, int ranks, int rounds)
    implements MapPartitionsFunction<Long, Row> {

  @Override
  public Iterator<Row> call(Iterator<Long> start) {
    if (!start.hasNext()) {
      return Collections.emptyIterator();
    }
    ApfsPlanner planner = new ApfsPlanner(settings, images.value(), seed, ranks);
    return new MappedRows<>(planner.rounds(rounds), PlanTable::toRow);
  }
}
