package org.semblance.evaluate.numpy;

import java.io.Serializable;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.semblance.evaluate.input.Float32;

/** Decodes a number of an array, whose bytes are in the order of the buffer. */
interface ArrayElement extends Serializable {

  /** The number at byte {@code position}; NaN for an integer that float32 cannot hold. */
  double at(ByteBuffer buffer, int position);

  /** For arrays of numbers. */
  static Optional<ArrayElement> of(ArrayHeader header) {
    return switch (header.typeName()) {
      case "float64" -> Optional.of((buffer, i) -> buffer.getDouble(i));
      case "float32" -> Optional.of((buffer, i) -> buffer.getFloat(i));
      case "float16" -> Optional.of((buffer, i) -> Float32.ofHalf(buffer.getShort(i)));
      case "int8" -> Optional.of((buffer, i) -> buffer.get(i));
      case "uint8" -> Optional.of((buffer, i) -> Byte.toUnsignedInt(buffer.get(i)));
      case "int16" -> Optional.of((buffer, i) -> buffer.getShort(i));
      case "uint16" -> Optional.of((buffer, i) -> Short.toUnsignedInt(buffer.getShort(i)));
      case "int32" -> Optional.of((buffer, i) -> Float32.of(buffer.getInt(i)));
      case "uint32" -> Optional.of((buffer, i) -> Float32.of(buffer.getInt(i) & 0xffffffffL));
      case "int64" -> Optional.of((buffer, i) -> Float32.of(buffer.getLong(i)));
      default -> Optional.empty();
    };
  }
}
