package org.semblance.evaluate.parquet;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.ColumnReader;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.DecimalLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.IntLogicalTypeAnnotation;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.semblance.evaluate.input.Float32;

/**
 * A column of vectors: a list of numbers in any of the forms that writers give lists, or Spark ML's
 * {@code struct<type: tinyint, size: int, indices: list<int>, values: list<double>>}.
 */
record VectorField(Function<Columns, VectorReader> reader) {

  private static final int LONGEST_LIST_PATH = 3;
  private static final int HALF_FLOAT_BYTES = 2;

  /** Gives the readers of the columns of one row group. */
  interface Columns {
    ColumnReader of(ColumnDescriptor column);
  }

  /** The column of that name, unless its values are no vectors. */
  static Optional<VectorField> of(MessageType schema, String name) {
    List<ColumnDescriptor> leaves =
        schema.getColumns().stream().filter(leaf -> leaf.getPath()[0].equals(name)).toList();
    Optional<VectorField> ml = MlVectors.field(schema, leaves);
    if (ml.isPresent()) {
      return ml;
    }
    if (leaves.size() != 1
        || leaves.get(0).getMaxRepetitionLevel() != 1
        || leaves.get(0).getPath().length > LONGEST_LIST_PATH) {
      return Optional.empty();
    }
    return ofList(schema, leaves.get(0));
  }

  private static Optional<VectorField> ofList(MessageType schema, ColumnDescriptor leaf) {
    ListLevels levels = ListLevels.of(schema, leaf);
    if (isFloat(leaf.getPrimitiveType())) {
      return Optional.of(new VectorField(columns -> new FloatLists(columns.of(leaf), levels)));
    }
    return number(leaf.getPrimitiveType())
        .map(
            number ->
                new VectorField(columns -> new NumberLists(columns.of(leaf), levels, number)));
  }

  private static boolean isFloat(PrimitiveType type) {
    return type.getPrimitiveTypeName() == PrimitiveTypeName.FLOAT;
  }

  private static Optional<ToDoubleFunction<ColumnReader>> number(PrimitiveType type) {
    LogicalTypeAnnotation meaning = type.getLogicalTypeAnnotation();
    if (meaning instanceof DecimalLogicalTypeAnnotation decimal) {
      return Optional.of(decimal(type.getPrimitiveTypeName(), decimal.getScale()));
    }
    boolean isInteger = meaning == null || meaning instanceof IntLogicalTypeAnnotation;
    boolean isSigned = !(meaning instanceof IntLogicalTypeAnnotation integer) || integer.isSigned();
    return switch (type.getPrimitiveTypeName()) {
      case DOUBLE -> Optional.of(ColumnReader::getDouble);
      case INT32 ->
          isInteger
              ? Optional.of(
                  reader ->
                      Float32.of(
                          isSigned
                              ? reader.getInteger()
                              : Integer.toUnsignedLong(reader.getInteger())))
              : Optional.empty();
      case INT64 ->
          isInteger && isSigned
              ? Optional.of(reader -> Float32.of(reader.getLong()))
              : Optional.empty();
      case FIXED_LEN_BYTE_ARRAY ->
          type.getTypeLength() == HALF_FLOAT_BYTES
              ? Optional.of(VectorField::half)
              : Optional.empty();
      default -> Optional.empty();
    };
  }

  private static double half(ColumnReader reader) {
    byte[] bytes = reader.getBinary().getBytes();
    return Float32.ofHalf((short) (((bytes[1] & 0xff) << 8) | (bytes[0] & 0xff)));
  }

  private static ToDoubleFunction<ColumnReader> decimal(PrimitiveTypeName stored, int scale) {
    return switch (stored) {
      case INT32 -> reader -> BigDecimal.valueOf(reader.getInteger(), scale).doubleValue();
      case INT64 -> reader -> BigDecimal.valueOf(reader.getLong(), scale).doubleValue();
      default ->
          reader ->
              new BigDecimal(new BigInteger(reader.getBinary().getBytes()), scale).doubleValue();
    };
  }
}
