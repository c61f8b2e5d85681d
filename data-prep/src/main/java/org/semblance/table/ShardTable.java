package org.semblance.table;

import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * The index of the packed training images: one row per image. The folder of the shards holds the
 * packed files in {@link #FILES} and this table in {@link #INDEX}.
 */
public final class ShardTable {

  public static final String FILES = "files";
  public static final String INDEX = "index";

  public static final String IMAGE_ID = "image_id";
  public static final String CLASS_ID = "class_id";
  public static final String SPLIT = "split";
  public static final String SHARD = "shard";
  public static final String FILE = "file";
  public static final String OFFSET = "offset";
  public static final String LENGTH = "length";
  public static final String CRC32C = "crc32c";

  public static final StructType SCHEMA =
      new StructType()
          .add(IMAGE_ID, DataTypes.LongType, false)
          .add(CLASS_ID, DataTypes.IntegerType, false)
          .add(SPLIT, DataTypes.StringType, false)
          .add(SHARD, DataTypes.IntegerType, false)
          .add(FILE, DataTypes.StringType, false)
          .add(OFFSET, DataTypes.IntegerType, false)
          .add(LENGTH, DataTypes.IntegerType, false)
          .add(CRC32C, DataTypes.IntegerType, false);

  private ShardTable() {}

  public static Path files(Path shards) {
    return new Path(shards, FILES);
  }

  public static Path index(Path shards) {
    return new Path(shards, INDEX);
  }

  public static Row toRow(ShardEntry entry) {
    return RowFactory.create(
        entry.imageId(),
        entry.classId(),
        entry.split().columnValue(),
        entry.shard(),
        entry.file(),
        entry.offset(),
        entry.length(),
        entry.crc32c());
  }

  public static ShardEntry fromRow(Row row) {
    return new ShardEntry(
        row.<Long>getAs(IMAGE_ID),
        row.<Integer>getAs(CLASS_ID),
        Split.fromColumnValue(row.getAs(SPLIT)),
        row.<Integer>getAs(SHARD),
        row.getAs(FILE),
        row.<Integer>getAs(OFFSET),
        row.<Integer>getAs(LENGTH),
        row.<Integer>getAs(CRC32C));
  }
}
