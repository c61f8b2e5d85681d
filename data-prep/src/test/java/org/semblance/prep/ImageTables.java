package org.semblance.prep;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.semblance.table.ImageRow;
import org.semblance.table.ImageTable;
import org.semblance.table.Split;

/** Writes images tables whose contents are made-up bytes. */
final class ImageTables {

  private ImageTables() {}

  /** The made-up content of an image: 100 to 356 bytes. */
  static byte[] content(long imageId) {
    Random random = new Random(imageId);
    byte[] content = new byte[100 + random.nextInt(257)];
    random.nextBytes(content);
    return content;
  }

  /**
   * Writes {@code classes} classes of {@code images} images per split, ids and classes dense, rows
   * shuffled by {@code order} into {@code partitions} files.
   */
  static Path write(
      SparkSession spark,
      java.nio.file.Path folder,
      int classes,
      int images,
      int order,
      int partitions,
      Split... splits) {
    List<Row> rows = new ArrayList<>();
    for (Split split : splits) {
      for (int i = 0; i < classes * images; i++) {
        long id = rows.size();
        int classId = (int) (id / images);
        rows.add(
            ImageTable.toRow(
                new ImageRow(
                    id,
                    "class " + classId,
                    classId,
                    split,
                    8,
                    8,
                    "png",
                    content(id),
                    "",
                    "made up")));
      }
    }
    Collections.shuffle(rows, new Random(order));
    Path path = new Path(folder.resolve("images-" + order + "-" + partitions).toUri());
    spark
        .createDataFrame(rows, ImageTable.SCHEMA)
        .repartition(partitions)
        .write()
        .parquet(path.toString());
    return path;
  }
}
