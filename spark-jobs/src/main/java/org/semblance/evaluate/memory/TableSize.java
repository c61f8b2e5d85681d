package org.semblance.evaluate.memory;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.semblance.evaluate.settings.PlanChoice;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How large a table is, as Spark estimates it before it is read, and what memory would take.
 *
 * @param mostBytes the largest table that is broadcast: while the driver sorts it, it holds it
 *     twice, and no collected result may exceed {@code spark.driver.maxResultSize}
 */
public record TableSize(long bytes, long mostBytes) {

  private static final Logger LOG = LoggerFactory.getLogger(TableSize.class);

  public static TableSize of(Dataset<Row> table, ExecutorShape shape) {
    long bytes = table.queryExecution().optimizedPlan().stats().sizeInBytes().toLong();
    long collected =
        table
            .sparkSession()
            .sparkContext()
            .conf()
            .getSizeAsBytes("spark.driver.maxResultSize", "1g");
    long heap = Math.min(Runtime.getRuntime().maxMemory(), shape.heapBytes());
    return new TableSize(bytes, collected == 0 ? heap / 4 : Math.min(heap / 4, collected));
  }

  public boolean isInFiles(PlanChoice plan, boolean hasFolder) {
    boolean inFiles =
        hasFolder
            && switch (plan) {
              case BROADCAST -> false;
              case FILES -> true;
              case AUTO -> bytes > mostBytes;
            };
    LOG.info(
        "table of about {} MB, broadcast up to {} MB: {}",
        bytes >> 20,
        mostBytes >> 20,
        inFiles ? "blocks in files" : "broadcast");
    return inFiles;
  }
}
