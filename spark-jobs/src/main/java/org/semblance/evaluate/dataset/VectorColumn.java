package org.semblance.evaluate.dataset;

import java.io.Serializable;
import java.util.Optional;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.ByteType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.DoubleType;
import org.apache.spark.sql.types.FloatType;
import org.apache.spark.sql.types.IntegerType;
import org.apache.spark.sql.types.LongType;
import org.apache.spark.sql.types.ShortType;
import org.semblance.evaluate.input.Float32;
import org.semblance.evaluate.input.MlVector;

/**
 * Reads vectors out of Spark's internal rows, where an array is one piece of memory: through the
 * public {@code Row} every number would become an object. An element that is null is NaN.
 */
interface VectorColumn extends Serializable {

  /** The vector, which is not null; a new array. */
  float[] read(InternalRow row, int ordinal);

  /** For columns of {@code type}, unless their values are no vectors. */
  static Optional<VectorColumn> of(DataType type) {
    if (type.equals(SQLDataTypes.VectorType())) {
      return Optional.of(VectorColumn::mlVector);
    }
    return type instanceof ArrayType array ? ofArray(array.elementType()) : Optional.empty();
  }

  private static Optional<VectorColumn> ofArray(DataType element) {
    if (element instanceof FloatType) {
      return Optional.of((row, i) -> floats(row.getArray(i)));
    }
    if (element instanceof DoubleType) {
      return numbers((array, i) -> array.getDouble(i));
    }
    if (element instanceof ByteType) {
      return numbers((array, i) -> array.getByte(i));
    }
    if (element instanceof ShortType) {
      return numbers((array, i) -> array.getShort(i));
    }
    if (element instanceof IntegerType) {
      return numbers((array, i) -> Float32.of(array.getInt(i)));
    }
    if (element instanceof LongType) {
      return numbers((array, i) -> Float32.of(array.getLong(i)));
    }
    if (element instanceof DecimalType decimal) {
      int precision = decimal.precision();
      int scale = decimal.scale();
      return numbers((array, i) -> array.getDecimal(i, precision, scale).toDouble());
    }
    return Optional.empty();
  }

  /** Reads an element that is not null. */
  interface Element extends Serializable {
    double of(ArrayData array, int i);
  }

  private static Optional<VectorColumn> numbers(Element element) {
    return Optional.of(
        (row, ordinal) -> {
          ArrayData array = row.getArray(ordinal);
          double[] numbers = new double[array.numElements()];
          for (int i = 0; i < numbers.length; i++) {
            numbers[i] = array.isNullAt(i) ? Double.NaN : element.of(array, i);
          }
          return Float32.of(numbers, numbers.length);
        });
  }

  private static float[] floats(ArrayData array) {
    for (int i = 0; i < array.numElements(); i++) {
      if (array.isNullAt(i)) {
        return new float[] {Float.NaN};
      }
    }
    return array.toFloatArray();
  }

  /** {@code struct<type: byte, size: int, indices: array<int>, values: array<double>>}. */
  private static float[] mlVector(InternalRow row, int ordinal) {
    InternalRow vector = row.getStruct(ordinal, 4);
    boolean isSparse = !vector.isNullAt(1);
    return MlVector.of(
        vector.getByte(0),
        isSparse ? vector.getInt(1) : 0,
        isSparse ? vector.getArray(2).toIntArray() : new int[0],
        vector.getArray(3).toDoubleArray());
  }
}
