package org.semblance.evaluate.numpy;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.semblance.fault.SemblanceException;

/**
 * The head of a {@code .npy} file, versions 1 to 3 of NumPy's format.
 *
 * @param kind of the elements, NumPy's letter: f, i, u, b, U, S
 * @param itemBytes of an element
 * @param isBigEndian whether the high byte comes first
 * @param isByColumn whether the first index varies fastest ("Fortran order")
 * @param shape lengths of the axes
 * @param bytes of the head: where the elements begin
 */
record ArrayHeader(
    char kind, int itemBytes, boolean isBigEndian, boolean isByColumn, List<Long> shape, long bytes)
    implements Serializable {

  static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};

  private static final int MOST_HEADER_BYTES = 1 << 20;
  private static final Pattern TYPE = Pattern.compile("'descr':\\s*'([<>|=])([a-zA-Z])(\\d+)'");
  private static final Pattern ORDER = Pattern.compile("'fortran_order':\\s*(True|False)");
  private static final Pattern SHAPE = Pattern.compile("'shape':\\s*\\(([\\d, L]*)\\)");

  /**
   * Reads it from the start of a file.
   *
   * @throws SemblanceException data, naming {@code file} and the type, if it is no array of numbers
   *     or texts
   */
  static ArrayHeader read(InputStream stream, String file) throws IOException {
    DataInputStream input = new DataInputStream(stream);
    byte[] magic = new byte[MAGIC.length];
    input.readFully(magic);
    if (!Arrays.equals(magic, MAGIC)) {
      throw SemblanceException.data(file + " is no array of NumPy: save it with numpy.save");
    }
    int version = input.readUnsignedByte();
    input.readUnsignedByte();
    int length = Integer.reverseBytes(input.readUnsignedShort()) >>> 16;
    int lengthBytes = Short.BYTES;
    if (version > 1) {
      length |= Integer.reverseBytes(input.readUnsignedShort());
      lengthBytes = Integer.BYTES;
    }
    if (length < 0 || length > MOST_HEADER_BYTES) {
      throw SemblanceException.data(
          "%s claims a header of %d bytes: save it again with numpy.save".formatted(file, length));
    }
    byte[] text = new byte[length];
    input.readFully(text);
    return of(
        new String(text, StandardCharsets.UTF_8), MAGIC.length + 2 + lengthBytes + length, file);
  }

  private static ArrayHeader of(String text, long bytes, String file) {
    Matcher type = TYPE.matcher(text);
    Matcher order = ORDER.matcher(text);
    Matcher shape = SHAPE.matcher(text);
    if (!type.find() || !order.find() || !shape.find()) {
      throw SemblanceException.data(
          "%s holds %s: save numbers or texts, not objects, with numpy.save"
              .formatted(file, text.strip()));
    }
    List<Long> lengths =
        Arrays.stream(shape.group(1).split(",", -1))
            .map(length -> length.replace("L", "").strip())
            .filter(length -> !length.isEmpty())
            .map(Long::parseLong)
            .toList();
    char kind = type.group(2).charAt(0);
    int size = Integer.parseInt(type.group(3));
    return new ArrayHeader(
        kind,
        kind == 'U' ? Integer.BYTES * size : size,
        isBigEndian(type.group(1)),
        order.group(1).equals("True"),
        lengths,
        bytes);
  }

  private static boolean isBigEndian(String sign) {
    return sign.equals("=")
        ? ByteOrder.nativeOrder().equals(ByteOrder.BIG_ENDIAN)
        : sign.equals(">");
  }

  ByteOrder byteOrder() {
    return isBigEndian ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
  }

  /** As NumPy names the type, such as {@code float32}. */
  String typeName() {
    return switch (kind) {
      case 'f' -> "float" + 8 * itemBytes;
      case 'i' -> "int" + 8 * itemBytes;
      case 'u' -> "uint" + 8 * itemBytes;
      case 'b' -> "bool";
      case 'U' -> "str";
      case 'S' -> "bytes";
      default -> kind + Integer.toString(itemBytes);
    };
  }
}
