package org.semblance.evaluate.read;

import java.io.Serializable;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DoubleType;
import org.apache.spark.sql.types.FloatType;
import org.semblance.fault.SemblanceException;

/**
 * Reads vectors out of Spark's internal rows, where an array is one piece of memory: through the
 * public {@code Row} every number would become an object.
 */
enum VectorColumn implements Serializable {
  FLOATS {
    @Override
    float[] read(InternalRow row, int ordinal) {
      ArrayData array = row.getArray(ordinal);
      return hasNull(array) ? NOT_FINITE : array.toFloatArray();
    }
  },
  DOUBLES {
    @Override
    float[] read(InternalRow row, int ordinal) {
      ArrayData array = row.getArray(ordinal);
      return hasNull(array) ? NOT_FINITE : narrowed(array.toDoubleArray());
    }
  },
  /** {@code struct<type: byte, size: int, indices: array<int>, values: array<double>>}. */
  ML_VECTORS {
    @Override
    float[] read(InternalRow row, int ordinal) {
      InternalRow vector = row.getStruct(ordinal, 4);
      float[] values = narrowed(vector.getArray(3).toDoubleArray());
      if (vector.getByte(0) == DENSE) {
        return values;
      }
      int[] indices = vector.getArray(2).toIntArray();
      float[] dense = new float[vector.getInt(1)];
      for (int i = 0; i < indices.length; i++) {
        dense[indices[i]] = values[i];
      }
      return dense;
    }
  };

  private static final byte DENSE = 1;
  private static final float[] NOT_FINITE = {Float.NaN};

  /** The vector, a new array; {@code [NaN]} where an element is null. */
  abstract float[] read(InternalRow row, int ordinal);

  static VectorColumn of(String column, DataType type) {
    if (type.equals(SQLDataTypes.VectorType())) {
      return ML_VECTORS;
    }
    if (type instanceof ArrayType array && array.elementType() instanceof FloatType) {
      return FLOATS;
    }
    if (type instanceof ArrayType array && array.elementType() instanceof DoubleType) {
      return DOUBLES;
    }
    throw SemblanceException.data(
        "column %s must be array<float>, array<double> or a vector, found %s: name the right one in evaluate.columns.vector"
            .formatted(column, type.simpleString()));
  }

  private static boolean hasNull(ArrayData array) {
    for (int i = 0; i < array.numElements(); i++) {
      if (array.isNullAt(i)) {
        return true;
      }
    }
    return false;
  }

  private static float[] narrowed(double[] values) {
    float[] narrow = new float[values.length];
    for (int i = 0; i < narrow.length; i++) {
      narrow[i] = (float) values[i];
    }
    return narrow;
  }
}
