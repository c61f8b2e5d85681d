package org.semblance.training;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.semblance.image.RgbImage;
import org.semblance.image.StoredFormat;
import org.semblance.image.codec.ImageEncoder;
import org.semblance.table.ImageRow;
import org.semblance.table.ImageTable;
import org.semblance.table.Split;

/** An images table that can be learned: a class is the direction of stripes. */
final class StripedTable {

  private static final int SIDE = 20;
  private static final int TRAIN_CLASSES = 6;
  private static final int CLASSES = 8;
  private static final int PER_CLASS = 8;

  private StripedTable() {}

  static void write(SparkSession spark, Path table) {
    List<Row> rows = new ArrayList<>();
    for (int id = 0; id < CLASSES * PER_CLASS; id++) {
      int classId = id / PER_CLASS;
      Split split = classId < TRAIN_CLASSES ? Split.TRAIN : Split.VAL;
      String label = "stripes" + classId;
      ImageRow row =
          new ImageRow(
              id, label, classId, split, SIDE, SIDE, "png", picture(id), "0", label + "/" + id);
      rows.add(ImageTable.toRow(row));
    }
    spark
        .createDataset(rows, Encoders.row(ImageTable.SCHEMA))
        .coalesce(1)
        .write()
        .parquet(table.toString());
  }

  private static byte[] picture(int id) {
    SplittableRandom random = new SplittableRandom(id);
    int classId = id / PER_CLASS;
    double angle = Math.PI * classId / CLASSES;
    double phase = random.nextDouble(2 * Math.PI);
    byte[] pixels = new byte[3 * SIDE * SIDE];
    for (int row = 0; row < SIDE; row++) {
      for (int column = 0; column < SIDE; column++) {
        double stripe = Math.sin(0.8 * (column * Math.cos(angle) + row * Math.sin(angle)) + phase);
        for (int channel = 0; channel < 3; channel++) {
          pixels[3 * (row * SIDE + column) + channel] =
              (byte) (128 + 80 * stripe + random.nextInt(-30, 31));
        }
      }
    }
    return ImageEncoder.encode(new RgbImage(SIDE, SIDE, pixels), StoredFormat.PNG, 90);
  }
}
