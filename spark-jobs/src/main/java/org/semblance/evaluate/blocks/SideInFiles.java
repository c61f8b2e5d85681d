package org.semblance.evaluate.blocks;

import java.util.Arrays;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.util.SerializableConfiguration;
import org.semblance.eval.search.Similarity;
import org.semblance.evaluate.read.EmbeddingRows;
import org.semblance.evaluate.read.RowChunk;

/**
 * Writes a side as block files; vectors go from executor to executor and never to the driver.
 *
 * @param firstChunks number of the first chunk of each partition of {@code chunks}
 */
public record SideInFiles(
    JavaSparkContext context,
    JavaRDD<RowChunk> chunks,
    int[] firstChunks,
    EmbeddingRows rows,
    Similarity similarity) {

  public FileBlocks of(SideLayout layout, Path folder) {
    int[] places = new int[rows.count()];
    Arrays.fill(places, -1);
    for (int place = 0; place < layout.count(); place++) {
      places[layout.order()[place]] = place;
    }
    FileBlocks target =
        new FileBlocks(
            folder.toString(),
            layout.blocks(),
            rows.dimension(),
            new SerializableConfiguration(context.hadoopConfiguration()));
    Broadcast<Destinations> destinations =
        context.broadcast(new Destinations(rows.chunkStarts(), firstChunks, places, layout));
    try {
      chunks
          .mapPartitionsWithIndex(new ScatterChunks(destinations), true)
          .mapToPair(piece -> piece)
          .groupByKey(layout.blocks())
          .foreach(new WriteBlock(destinations, target, similarity));
    } finally {
      destinations.destroy();
    }
    return target;
  }
}
