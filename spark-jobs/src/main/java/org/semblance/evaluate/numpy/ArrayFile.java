package org.semblance.evaluate.numpy;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.nio.ByteBuffer;
import java.util.stream.LongStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.semblance.fault.RootCause;
import org.semblance.fault.SemblanceException;

/** A {@code .npy} file of a whole array. */
record ArrayFile(String path, ArrayHeader header) implements Serializable {

  /**
   * The file at {@code path}.
   *
   * @throws SemblanceException data, if it is missing, no array, or shorter than its head says
   */
  static ArrayFile open(Path path, Configuration hadoop) {
    try {
      FileSystem files = path.getFileSystem(hadoop);
      long length = files.getFileStatus(path).getLen();
      ArrayHeader header;
      try (InputStream stream = new BufferedInputStream(files.open(path))) {
        header = ArrayHeader.read(stream, path.toString());
      }
      ArrayFile file = new ArrayFile(path.toString(), header);
      long expected = header.bytes() + file.elements() * header.itemBytes();
      if (length != expected) {
        throw SemblanceException.data(
            "%s has %d bytes where its head announces %d: save it again with numpy.save"
                .formatted(path, length, expected));
      }
      return file;
    } catch (FileNotFoundException missing) {
      throw SemblanceException.data(path + " does not exist: name another file");
    } catch (EOFException shorter) {
      throw SemblanceException.data(path + " ends within its head: save it again with numpy.save");
    } catch (IOException failure) {
      throw SemblanceException.data(
          "%s cannot be read (%s): check the path and its permissions"
              .formatted(path, RootCause.text(failure)));
    }
  }

  private long elements() {
    return LongStream.concat(LongStream.of(1), header.shape().stream().mapToLong(Long::longValue))
        .reduce(1, Math::multiplyExact);
  }

  int rows() {
    return Math.toIntExact(header.shape().get(0));
  }

  /** Numbers of a row; 1 where there is but one axis. */
  int columns() {
    return Math.toIntExact(elements() / Math.max(1, rows()));
  }

  /** The bytes of rows {@code [from, from + count)}, row after row. */
  ByteBuffer read(int from, int count, Configuration hadoop) throws IOException {
    int item = header.itemBytes();
    int columns = columns();
    byte[] bytes = new byte[Math.multiplyExact(Math.multiplyExact(count, columns), item)];
    Path file = new Path(path);
    try (FSDataInputStream input = file.getFileSystem(hadoop).open(file)) {
      if (header.isByColumn()) {
        readColumns(input, from, count, bytes);
      } else {
        input.readFully(header.bytes() + (long) from * columns * item, bytes);
      }
    }
    return ByteBuffer.wrap(bytes).order(header.byteOrder());
  }

  private void readColumns(FSDataInputStream input, int from, int count, byte[] bytes)
      throws IOException {
    int item = header.itemBytes();
    int columns = columns();
    byte[] column = new byte[count * item];
    for (int c = 0; c < columns; c++) {
      input.readFully(header.bytes() + ((long) c * rows() + from) * item, column);
      for (int row = 0; row < count; row++) {
        System.arraycopy(column, row * item, bytes, (row * columns + c) * item, item);
      }
    }
  }
}
