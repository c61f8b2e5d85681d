package org.semblance.embed;

import java.util.Iterator;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Row;
import org.apache.spark.util.TaskCompletionListener;

/**
 * Image rows to embedding rows, a batch at a time; decodes on the task's thread.
 *
 * @param batchSize rows per forward pass
 */
record RowEmbedder(Broadcast<SharedEmbedder> model, int batchSize)
    implements MapPartitionsFunction<Row, Row> {

  @Override
  public Iterator<Row> call(Iterator<Row> images) {
    SharedEmbedder shared = model.value();
    SharedEmbedder.Lease lease = shared.lease();
    TaskCompletionListener giveBack = context -> lease.close();
    TaskContext.get().addTaskCompletionListener(giveBack);
    return new EmbeddedRows(images, lease.embedder(), shared.description(), batchSize);
  }
}
