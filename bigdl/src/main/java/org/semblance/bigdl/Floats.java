package org.semblance.bigdl;

import com.intel.analytics.bigdl.tensor.ArrayStorage;
import com.intel.analytics.bigdl.tensor.DenseTensor;
import com.intel.analytics.bigdl.tensor.Tensor;
import com.intel.analytics.bigdl.tensor.TensorNumericMath.TensorNumeric;
import scala.reflect.ClassTag;
import scala.reflect.ClassTag$;

/** BigDL's tensors over Java's arrays, which they share. */
final class Floats {

  /** What Scala passes implicitly where a type is Float. */
  @SuppressWarnings("unchecked")
  static final ClassTag<Object> TAG = (ClassTag<Object>) (ClassTag<?>) ClassTag$.MODULE$.Float();

  static final TensorNumeric<Object> NUMERIC = numeric();

  private Floats() {}

  /** A vector of {@code length} elements of {@code array}. */
  static Tensor<Object> vector(float[] array, int start, int length) {
    return new DenseTensor<>(
        new ArrayStorage<>(array, TAG), start, new int[] {length}, new int[] {1}, 1, TAG, NUMERIC);
  }

  /** A vector of zeros. */
  static Tensor<Object> zeros(int length) {
    return vector(new float[length], 0, length);
  }

  /** Scala's objects have no name in Java that a compiler accepts. */
  @SuppressWarnings("unchecked")
  private static TensorNumeric<Object> numeric() {
    try {
      String name =
          "com.intel.analytics.bigdl.tensor.TensorNumericMath$TensorNumeric$NumericFloat$";
      return (TensorNumeric<Object>) Class.forName(name).getField("MODULE$").get(null);
    } catch (ReflectiveOperationException failure) {
      throw new IllegalStateException("BigDL 0.13.0 must be in the archive", failure);
    }
  }
}
