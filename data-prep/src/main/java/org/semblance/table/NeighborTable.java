package org.semblance.table;

import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** The nearest rows of each query; written by evaluate. */
public final class NeighborTable {

  public static final String IMAGE_ID = "image_id";
  public static final String RANK = "rank";
  public static final String NEIGHBOR_ID = "neighbor_id";
  public static final String SCORE = "score";
  public static final String IS_MATCH = "is_match";

  /** For numeric ids. */
  public static final StructType SCHEMA = schema(DataTypes.LongType);

  private NeighborTable() {}

  /**
   * With ids as the embeddings have them, {@code long} or {@code string}. Ranks count from 1; a
   * score is the cosine or the negative Euclidean distance: larger is nearer.
   */
  public static StructType schema(DataType idType) {
    return new StructType()
        .add(IMAGE_ID, idType, false)
        .add(RANK, DataTypes.IntegerType, false)
        .add(NEIGHBOR_ID, idType, false)
        .add(SCORE, DataTypes.FloatType, false)
        .add(IS_MATCH, DataTypes.BooleanType, false);
  }
}
