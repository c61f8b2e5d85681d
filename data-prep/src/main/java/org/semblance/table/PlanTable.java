package org.semblance.table;

import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.semblance.batch.PlanRow;

/** Which image is in which slot of which batch; written by plan. */
public final class PlanTable {

  public static final String ROUND = "round";
  public static final String SEGMENT = "segment";
  public static final String STEP = "step";
  public static final String WORKER = "worker";
  public static final String SLOT = "slot";
  public static final String IMAGE_ID = "image_id";
  public static final String CLASS_ID = "class_id";
  public static final String IS_REPRESENTATIVE = "is_representative";
  public static final String REPLICA = "replica";
  public static final String AUGMENT_SEED = "augment_seed";

  public static final StructType SCHEMA =
      new StructType()
          .add(ROUND, DataTypes.IntegerType, false)
          .add(SEGMENT, DataTypes.IntegerType, false)
          .add(STEP, DataTypes.IntegerType, false)
          .add(WORKER, DataTypes.IntegerType, false)
          .add(SLOT, DataTypes.IntegerType, false)
          .add(IMAGE_ID, DataTypes.LongType, false)
          .add(CLASS_ID, DataTypes.IntegerType, false)
          .add(IS_REPRESENTATIVE, DataTypes.BooleanType, false)
          .add(REPLICA, DataTypes.IntegerType, false)
          .add(AUGMENT_SEED, DataTypes.LongType, false);

  private PlanTable() {}

  public static Row toRow(PlanRow row) {
    return RowFactory.create(
        row.round(),
        row.segment(),
        row.step(),
        row.worker(),
        row.slot(),
        row.imageId(),
        row.classId(),
        row.representative(),
        row.replica(),
        row.augmentSeed());
  }

  public static PlanRow fromRow(Row row) {
    return new PlanRow(
        row.<Integer>getAs(ROUND),
        row.<Integer>getAs(SEGMENT),
        row.<Integer>getAs(STEP),
        row.<Integer>getAs(WORKER),
        row.<Integer>getAs(SLOT),
        row.<Long>getAs(IMAGE_ID),
        row.<Integer>getAs(CLASS_ID),
        row.<Boolean>getAs(IS_REPRESENTATIVE),
        row.<Integer>getAs(REPLICA),
        row.<Long>getAs(AUGMENT_SEED));
  }
}
