package org.semblance.evaluate.parquet;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.time.temporal.JulianFields;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.ColumnReader;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.BsonLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.DateLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.DecimalLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.EnumLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.IntLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.JsonLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.StringLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimeLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimeUnit;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimestampLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.UUIDLogicalTypeAnnotation;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.spark.unsafe.types.UTF8String;
import org.jspecify.annotations.Nullable;
import org.semblance.evaluate.input.KeyType;

/** A column of ids, labels or other names, and how a value of it is decoded. */
record KeyField(ColumnDescriptor column, KeyType type, Function<ColumnReader, Object> decode) {

  private static final int HALF_FLOAT_BYTES = 2;

  /** The column of that name, unless its values are no keys. */
  static Optional<KeyField> of(MessageType schema, String name) {
    if (!schema.getType(name).isPrimitive()) {
      return Optional.empty();
    }
    ColumnDescriptor column = schema.getColumnDescription(new String[] {name});
    return column.getMaxRepetitionLevel() > 0 ? Optional.empty() : of(column);
  }

  private static Optional<KeyField> of(ColumnDescriptor column) {
    PrimitiveType type = column.getPrimitiveType();
    LogicalTypeAnnotation meaning = type.getLogicalTypeAnnotation();
    if (meaning instanceof DecimalLogicalTypeAnnotation decimal) {
      return field(column, KeyType.DECIMAL, decimal(type, decimal.getScale()));
    }
    return switch (type.getPrimitiveTypeName()) {
      case BOOLEAN -> field(column, KeyType.BOOLEAN, ColumnReader::getBoolean);
      case INT32 -> int32(column, meaning);
      case INT64 -> int64(column, meaning);
      case INT96 -> field(column, KeyType.TIMESTAMP, KeyField::timestampOf96Bits);
      case FLOAT -> field(column, KeyType.FLOAT, ColumnReader::getFloat);
      case DOUBLE -> field(column, KeyType.DOUBLE, ColumnReader::getDouble);
      case BINARY -> binary(column, meaning);
      case FIXED_LEN_BYTE_ARRAY -> fixed(column, type.getTypeLength(), meaning);
    };
  }

  private static Optional<KeyField> field(
      ColumnDescriptor column, KeyType type, Function<ColumnReader, Object> decode) {
    return Optional.of(new KeyField(column, type, decode));
  }

  private static Optional<KeyField> int32(
      ColumnDescriptor column, @Nullable LogicalTypeAnnotation meaning) {
    if (meaning instanceof DateLogicalTypeAnnotation) {
      return field(column, KeyType.DATE, reader -> LocalDate.ofEpochDay(reader.getInteger()));
    }
    if (meaning instanceof TimeLogicalTypeAnnotation time) {
      return field(column, KeyType.TIME, reader -> time(reader.getInteger(), time.getUnit()));
    }
    if (meaning instanceof IntLogicalTypeAnnotation integer) {
      int bits = integer.getBitWidth() + (integer.isSigned() ? 0 : 1);
      if (bits > Integer.SIZE) {
        return field(column, KeyType.INT64, reader -> Integer.toUnsignedLong(reader.getInteger()));
      }
      return field(
          column,
          bits <= Short.SIZE ? KeyType.INT16 : KeyType.INT32,
          reader -> (long) reader.getInteger());
    }
    return field(column, KeyType.INT32, reader -> (long) reader.getInteger());
  }

  private static Optional<KeyField> int64(
      ColumnDescriptor column, @Nullable LogicalTypeAnnotation meaning) {
    if (meaning instanceof TimestampLogicalTypeAnnotation timestamp) {
      ChronoUnit unit = unit(timestamp.getUnit());
      return field(
          column,
          KeyType.TIMESTAMP,
          reader ->
              LocalDateTime.ofInstant(Instant.EPOCH.plus(reader.getLong(), unit), ZoneOffset.UTC));
    }
    if (meaning instanceof TimeLogicalTypeAnnotation time) {
      return field(column, KeyType.TIME, reader -> time(reader.getLong(), time.getUnit()));
    }
    boolean isUnsigned = meaning instanceof IntLogicalTypeAnnotation integer && !integer.isSigned();
    return field(column, isUnsigned ? KeyType.UINT64 : KeyType.INT64, ColumnReader::getLong);
  }

  private static Optional<KeyField> binary(
      ColumnDescriptor column, @Nullable LogicalTypeAnnotation meaning) {
    boolean isText =
        meaning instanceof StringLogicalTypeAnnotation
            || meaning instanceof EnumLogicalTypeAnnotation
            || meaning instanceof JsonLogicalTypeAnnotation;
    return isText || meaning == null || meaning instanceof BsonLogicalTypeAnnotation
        ? field(column, isText ? KeyType.TEXT : KeyType.BYTES, KeyField::bytes)
        : Optional.empty();
  }

  /** Two bytes may be a float16, of which older libraries do not tell. */
  private static Optional<KeyField> fixed(
      ColumnDescriptor column, int length, @Nullable LogicalTypeAnnotation meaning) {
    if (meaning instanceof UUIDLogicalTypeAnnotation) {
      return field(column, KeyType.UUID, KeyField::uuid);
    }
    return meaning == null && length != HALF_FLOAT_BYTES
        ? field(column, KeyType.BYTES, KeyField::bytes)
        : Optional.empty();
  }

  private static Function<ColumnReader, Object> decimal(PrimitiveType type, int scale) {
    return switch (type.getPrimitiveTypeName()) {
      case INT32 -> reader -> BigDecimal.valueOf(reader.getInteger(), scale);
      case INT64 -> reader -> BigDecimal.valueOf(reader.getLong(), scale);
      default -> reader -> new BigDecimal(new BigInteger(reader.getBinary().getBytes()), scale);
    };
  }

  private static Object bytes(ColumnReader reader) {
    return UTF8String.fromBytes(reader.getBinary().getBytes());
  }

  private static Object uuid(ColumnReader reader) {
    ByteBuffer bytes = ByteBuffer.wrap(reader.getBinary().getBytes());
    return new UUID(bytes.getLong(), bytes.getLong());
  }

  private static Object time(long value, TimeUnit unit) {
    return LocalTime.MIDNIGHT.plus(value, unit(unit));
  }

  private static ChronoUnit unit(TimeUnit unit) {
    return switch (unit) {
      case MILLIS -> ChronoUnit.MILLIS;
      case MICROS -> ChronoUnit.MICROS;
      case NANOS -> ChronoUnit.NANOS;
    };
  }

  /** Nanoseconds of the day, then the Julian day, little-endian. */
  private static Object timestampOf96Bits(ColumnReader reader) {
    ByteBuffer bytes =
        ByteBuffer.wrap(reader.getBinary().getBytes()).order(ByteOrder.LITTLE_ENDIAN);
    long nanos = bytes.getLong();
    return LocalDate.EPOCH
        .with(JulianFields.JULIAN_DAY, bytes.getInt())
        .atStartOfDay()
        .plusNanos(nanos);
  }
}
