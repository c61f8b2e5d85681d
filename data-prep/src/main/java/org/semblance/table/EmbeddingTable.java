package org.semblance.table;

import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** Image embeddings; written by embed, read by evaluate. */
public final class EmbeddingTable {

  public static final String IMAGE_ID = "image_id";
  public static final String LABEL = "label";
  public static final String CLASS_ID = "class_id";
  public static final String SPLIT = "split";
  public static final String VECTOR = "vector";
  public static final String MODEL = "model";

  public static final StructType SCHEMA =
      new StructType()
          .add(IMAGE_ID, DataTypes.LongType, false)
          .add(LABEL, DataTypes.StringType, false)
          .add(CLASS_ID, DataTypes.IntegerType, false)
          .add(SPLIT, DataTypes.StringType, false)
          .add(VECTOR, DataTypes.createArrayType(DataTypes.FloatType, false), false)
          .add(MODEL, DataTypes.StringType, false);

  private EmbeddingTable() {}

  public static Row toRow(EmbeddingRow row) {
    return RowFactory.create(
        row.imageId(),
        row.label(),
        row.classId(),
        row.split().columnValue(),
        row.vector(),
        row.model());
  }

  public static EmbeddingRow fromRow(Row row) {
    List<Float> boxed = row.getList(row.fieldIndex(VECTOR));
    float[] vector = new float[boxed.size()];
    for (int i = 0; i < vector.length; i++) {
      vector[i] = boxed.get(i);
    }
    return new EmbeddingRow(
        row.<Long>getAs(IMAGE_ID),
        row.getAs(LABEL),
        row.<Integer>getAs(CLASS_ID),
        Split.fromColumnValue(row.getAs(SPLIT)),
        vector,
        row.getAs(MODEL));
  }
}
