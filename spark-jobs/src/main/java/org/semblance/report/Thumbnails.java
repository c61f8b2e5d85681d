package org.semblance.report;

import static org.apache.spark.sql.functions.col;

import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.semblance.image.RgbImage;
import org.semblance.image.StoredFormat;
import org.semblance.image.codec.ImageDecoder;
import org.semblance.image.codec.ImageEncoder;
import org.semblance.image.transform.Resampler;
import org.semblance.image.transform.ResizeFilter;
import org.semblance.table.ImageTable;
import org.semblance.table.LiteralReads;

/** Small images as data URIs. */
public final class Thumbnails {

  private static final int JPEG_QUALITY = 85;

  private Thumbnails() {}

  /** The images of {@code ids} by id as text; none where there is no image table. */
  public static Map<String, String> of(
      SparkSession spark, Optional<Path> images, Set<String> ids, int side) {
    Map<String, String> thumbnails = new LinkedHashMap<>();
    if (images.isEmpty() || ids.isEmpty()) {
      return thumbnails;
    }
    for (Row row :
        LiteralReads.reader(spark)
            .schema(ImageTable.SCHEMA)
            .parquet(images.get().toString())
            .where(col(ImageTable.IMAGE_ID).cast(DataTypes.StringType).isin(ids.toArray()))
            .select(ImageTable.IMAGE_ID, ImageTable.CONTENT)
            .orderBy(ImageTable.IMAGE_ID)
            .collectAsList()) {
      thumbnails.put(Long.toString(row.getLong(0)), dataUri(row.<byte[]>getAs(1), side));
    }
    return thumbnails;
  }

  static String dataUri(byte[] content, int side) {
    RgbImage image = ImageDecoder.decode(content);
    RgbImage small =
        Math.min(image.width(), image.height()) <= side
            ? image
            : Resampler.resizeShorterSide(image, side, ResizeFilter.BILINEAR);
    byte[] jpeg = ImageEncoder.encode(small, StoredFormat.JPEG, JPEG_QUALITY);
    return "data:image/jpeg;base64," + Base64.getEncoder().encodeToString(jpeg);
  }
}
