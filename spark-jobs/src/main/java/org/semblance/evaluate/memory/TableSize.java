package org.semblance.evaluate.memory;

import org.apache.spark.api.java.JavaSparkContext;
import org.semblance.evaluate.settings.PlanChoice;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How large a table is, as estimated before it is read, and what memory would take.
 *
 * @param mostBytes the largest table that is broadcast: while the driver sorts it, it holds it
 *     twice, and no collected result may exceed {@code spark.driver.maxResultSize}
 */
public record TableSize(long bytes, long mostBytes) {

  private static final Logger LOG = LoggerFactory.getLogger(TableSize.class);

  public static TableSize of(long bytes, JavaSparkContext context, ExecutorShape shape) {
    long collected = context.sc().conf().getSizeAsBytes("spark.driver.maxResultSize", "1g");
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
