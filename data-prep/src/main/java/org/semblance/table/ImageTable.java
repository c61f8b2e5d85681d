package org.semblance.table;

import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** The accepted images; written by ingest. */
public final class ImageTable {

  public static final String IMAGE_ID = "image_id";
  public static final String LABEL = "label";
  public static final String CLASS_ID = "class_id";
  public static final String SPLIT = "split";
  public static final String WIDTH = "width";
  public static final String HEIGHT = "height";
  public static final String FORMAT = "format";
  public static final String CONTENT = "content";
  public static final String SHA256 = "sha256";
  public static final String SOURCE = "source";

  public static final StructType SCHEMA =
      new StructType()
          .add(IMAGE_ID, DataTypes.LongType, false)
          .add(LABEL, DataTypes.StringType, false)
          .add(CLASS_ID, DataTypes.IntegerType, false)
          .add(SPLIT, DataTypes.StringType, false)
          .add(WIDTH, DataTypes.IntegerType, false)
          .add(HEIGHT, DataTypes.IntegerType, false)
          .add(FORMAT, DataTypes.StringType, false)
          .add(CONTENT, DataTypes.BinaryType, false)
          .add(SHA256, DataTypes.StringType, false)
          .add(SOURCE, DataTypes.StringType, false);

  private ImageTable() {}

  public static Row toRow(ImageRow image) {
    return RowFactory.create(
        image.imageId(),
        image.label(),
        image.classId(),
        image.split().columnValue(),
        image.width(),
        image.height(),
        image.format(),
        image.content(),
        image.sha256(),
        image.source());
  }

  public static ImageRow fromRow(Row row) {
    return new ImageRow(
        row.<Long>getAs(IMAGE_ID),
        row.getAs(LABEL),
        row.<Integer>getAs(CLASS_ID),
        Split.fromColumnValue(row.getAs(SPLIT)),
        row.<Integer>getAs(WIDTH),
        row.<Integer>getAs(HEIGHT),
        row.getAs(FORMAT),
        row.getAs(CONTENT),
        row.getAs(SHA256),
        row.getAs(SOURCE));
  }
}
