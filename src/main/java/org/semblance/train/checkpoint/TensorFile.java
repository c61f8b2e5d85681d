package org.semblance.train.checkpoint;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.LinkedHashMap;
import java.util.Map;
import org.semblance.model.file.Safetensors;
import org.semblance.model.file.StoredTensor;
import org.semblance.model.file.TensorType;

/** Native arrays to safetensors and back, bit for bit. */
public final class TensorFile {

  private TensorFile() {}

  /** The arrays as they are now, copied. */
  public static Safetensors of(Map<String, NDArray> arrays) {
    Map<String, StoredTensor> stored = new LinkedHashMap<>();
    arrays.forEach((name, array) -> stored.put(name, stored(array)));
    return new Safetensors(stored, Map.of());
  }

  /** The arrays by name, owned by {@code manager}. */
  public static Map<String, NDArray> read(InputStream input, String source, NDManager manager)
      throws IOException {
    Map<String, NDArray> arrays = new LinkedHashMap<>();
    Safetensors.read(input, source)
        .tensors()
        .forEach((name, tensor) -> arrays.put(name, array(tensor, manager)));
    return arrays;
  }

  private static StoredTensor stored(NDArray array) {
    ByteBuffer values = array.toByteBuffer();
    byte[] bytes = new byte[values.remaining()];
    values.get(bytes);
    return new StoredTensor(type(array.getDataType()), array.getShape().getShape(), bytes);
  }

  private static NDArray array(StoredTensor tensor, NDManager manager) {
    ByteBuffer bytes = ByteBuffer.wrap(tensor.bytes()).order(ByteOrder.LITTLE_ENDIAN);
    return manager.create(bytes, new Shape(tensor.shape()), type(tensor.type()));
  }

  private static TensorType type(DataType type) {
    return switch (type) {
      case FLOAT64 -> TensorType.F64;
      case FLOAT32 -> TensorType.F32;
      case INT64 -> TensorType.I64;
      case INT32 -> TensorType.I32;
      case UINT8 -> TensorType.U8;
      case BOOLEAN -> TensorType.BOOL;
      default ->
          throw new IllegalArgumentException("state must be of a storable type, got " + type);
    };
  }

  private static DataType type(TensorType type) {
    return switch (type) {
      case F64 -> DataType.FLOAT64;
      case F32 -> DataType.FLOAT32;
      case F16 -> DataType.FLOAT16;
      case BF16 -> DataType.BFLOAT16;
      case I64 -> DataType.INT64;
      case I32 -> DataType.INT32;
      case U8 -> DataType.UINT8;
      case BOOL -> DataType.BOOLEAN;
    };
  }
}
