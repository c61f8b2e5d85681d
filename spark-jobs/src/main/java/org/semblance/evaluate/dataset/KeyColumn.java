package org.semblance.evaluate.dataset;

import java.io.Serializable;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.BinaryType;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.ByteType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DateType;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.DoubleType;
import org.apache.spark.sql.types.FloatType;
import org.apache.spark.sql.types.IntegerType;
import org.apache.spark.sql.types.LongType;
import org.apache.spark.sql.types.NullType;
import org.apache.spark.sql.types.ShortType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.TimestampNTZType;
import org.apache.spark.sql.types.TimestampType;
import org.apache.spark.unsafe.types.UTF8String;
import org.jspecify.annotations.Nullable;
import org.semblance.evaluate.input.KeyType;

/** How a column of ids, labels or other names is read out of Spark's internal rows. */
record KeyColumn(KeyType type, Value value) implements Serializable {

  /** Reads a value that is not null. */
  interface Value extends Serializable {
    Object of(InternalRow row, int ordinal);
  }

  /** For columns of {@code type}, unless their values are no keys. */
  static Optional<KeyColumn> of(DataType type) {
    if (type instanceof ByteType) {
      return column(KeyType.INT16, (row, i) -> (long) row.getByte(i));
    }
    if (type instanceof ShortType) {
      return column(KeyType.INT16, (row, i) -> (long) row.getShort(i));
    }
    if (type instanceof IntegerType) {
      return column(KeyType.INT32, (row, i) -> (long) row.getInt(i));
    }
    if (type instanceof LongType) {
      return column(KeyType.INT64, InternalRow::getLong);
    }
    if (type instanceof FloatType) {
      return column(KeyType.FLOAT, InternalRow::getFloat);
    }
    if (type instanceof DoubleType) {
      return column(KeyType.DOUBLE, InternalRow::getDouble);
    }
    if (type instanceof BooleanType) {
      return column(KeyType.BOOLEAN, InternalRow::getBoolean);
    }
    return ofOthers(type);
  }

  private static Optional<KeyColumn> ofOthers(DataType type) {
    if (type instanceof StringType) {
      return column(KeyType.TEXT, InternalRow::getUTF8String);
    }
    if (type instanceof BinaryType) {
      return column(KeyType.BYTES, (row, i) -> UTF8String.fromBytes(row.getBinary(i)));
    }
    if (type instanceof DateType) {
      return column(KeyType.DATE, (row, i) -> LocalDate.ofEpochDay(row.getInt(i)));
    }
    if (type instanceof TimestampType || type instanceof TimestampNTZType) {
      return column(KeyType.TIMESTAMP, (row, i) -> moment(row.getLong(i)));
    }
    if (type instanceof DecimalType decimal) {
      int precision = decimal.precision();
      int scale = decimal.scale();
      return column(
          KeyType.DECIMAL, (row, i) -> row.getDecimal(i, precision, scale).toJavaBigDecimal());
    }
    return type instanceof NullType ? column(KeyType.NOTHING, (row, i) -> "") : Optional.empty();
  }

  private static Optional<KeyColumn> column(KeyType type, Value value) {
    return Optional.of(new KeyColumn(type, value));
  }

  private static LocalDateTime moment(long micros) {
    return LocalDateTime.ofInstant(Instant.EPOCH.plus(micros, ChronoUnit.MICROS), ZoneOffset.UTC);
  }

  @Nullable Object read(InternalRow row, int ordinal) {
    return row.isNullAt(ordinal) ? null : value.of(row, ordinal);
  }
}
