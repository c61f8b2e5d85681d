package org.semblance.evaluate.numpy;

import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.util.Arrays;
import java.util.function.IntFunction;
import org.apache.spark.unsafe.types.UTF8String;
import org.semblance.evaluate.input.KeyType;
import org.semblance.fault.SemblanceException;

/**
 * Ids, labels or other names of all rows.
 *
 * @param values as {@code type} says, one a row
 */
record LabelColumn(String name, KeyType type, Object[] values) {

  static LabelColumn ofTexts(String name, String[] texts) {
    return new LabelColumn(
        name, KeyType.TEXT, Arrays.stream(texts).map(UTF8String::fromString).toArray());
  }

  /**
   * An array of one axis.
   *
   * @param bytes all of its elements
   */
  static LabelColumn of(String name, ArrayFile array, ByteBuffer bytes) {
    ArrayHeader header = array.header();
    int item = header.itemBytes();
    return switch (header.kind()) {
      case 'i', 'u' -> column(name, integerType(header), array, i -> integer(header, bytes, i));
      case 'f' -> {
        ArrayElement number = ArrayElement.of(header).orElseThrow(() -> unfit(array));
        yield column(name, KeyType.DOUBLE, array, i -> number.at(bytes, i * item));
      }
      case 'b' -> column(name, KeyType.BOOLEAN, array, i -> bytes.get(i) != 0);
      case 'U' -> column(name, KeyType.TEXT, array, i -> text(header, bytes, i));
      case 'S' -> column(name, KeyType.BYTES, array, i -> bytes(bytes, i, item));
      default -> throw unfit(array);
    };
  }

  private static LabelColumn column(
      String name, KeyType type, ArrayFile array, IntFunction<Object> value) {
    Object[] values = new Object[array.rows()];
    Arrays.setAll(values, value);
    return new LabelColumn(name, type, values);
  }

  private static SemblanceException unfit(ArrayFile array) {
    return SemblanceException.data(
        "%s holds %s: save labels as integers or texts"
            .formatted(array.path(), array.header().typeName()));
  }

  private static KeyType integerType(ArrayHeader header) {
    int bits = 8 * header.itemBytes() + (header.kind() == 'u' ? 1 : 0);
    if (bits <= Short.SIZE) {
      return KeyType.INT16;
    }
    if (bits <= Integer.SIZE) {
      return KeyType.INT32;
    }
    return bits <= Long.SIZE ? KeyType.INT64 : KeyType.UINT64;
  }

  private static Object integer(ArrayHeader header, ByteBuffer bytes, int i) {
    boolean isSigned = header.kind() == 'i';
    return switch (header.itemBytes()) {
      case 1 -> isSigned ? (long) bytes.get(i) : bytes.get(i) & 0xffL;
      case 2 -> isSigned ? (long) bytes.getShort(2 * i) : bytes.getShort(2 * i) & 0xffffL;
      case 4 -> isSigned ? (long) bytes.getInt(4 * i) : bytes.getInt(4 * i) & 0xffffffffL;
      default -> bytes.getLong(8 * i);
    };
  }

  /** UTF-32, padded with zeros. */
  private static Object text(ArrayHeader header, ByteBuffer bytes, int i) {
    Charset utf32 = Charset.forName(header.isBigEndian() ? "UTF-32BE" : "UTF-32LE");
    String text = new String(item(bytes, i, header.itemBytes()), utf32);
    int end = text.length();
    while (end > 0 && text.charAt(end - 1) == 0) {
      end--;
    }
    return UTF8String.fromString(text.substring(0, end));
  }

  /** Bytes, padded with zeros. */
  private static Object bytes(ByteBuffer bytes, int i, int length) {
    byte[] item = item(bytes, i, length);
    int end = length;
    while (end > 0 && item[end - 1] == 0) {
      end--;
    }
    return UTF8String.fromBytes(Arrays.copyOf(item, end));
  }

  private static byte[] item(ByteBuffer bytes, int i, int length) {
    byte[] item = new byte[length];
    bytes.get(i * length, item);
    return item;
  }
}
