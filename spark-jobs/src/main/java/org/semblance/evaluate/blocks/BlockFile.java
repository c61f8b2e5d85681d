package org.semblance.evaluate.blocks;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.semblance.eval.search.LabeledRows;
import org.semblance.math.Rows;

/**
 * A block of rows as a file: dimension, then vectors, biases, classes, ties and sequences, each as
 * its length and its numbers, big-endian.
 */
final class BlockFile {

  /** Numbers, of four bytes each. */
  private static final int PIECE = 1 << 16;

  private BlockFile() {}

  static void write(Path path, LabeledRows block, Configuration hadoop) {
    try (DataOutputStream output = path.getFileSystem(hadoop).create(path, true)) {
      output.writeInt(block.rows().dimension());
      writeFloats(output, block.rows().values());
      writeFloats(output, block.rows().biases());
      writeInts(output, block.classes());
      writeInts(output, block.ties());
      writeInts(output, block.sequences());
    } catch (IOException failure) {
      throw new UncheckedIOException("cannot write " + path, failure);
    }
  }

  static LabeledRows read(Path path, Configuration hadoop) {
    try {
      FileSystem files = path.getFileSystem(hadoop);
      try (DataInputStream input = files.open(path, 1 << 20)) {
        int dimension = input.readInt();
        Rows rows = new Rows(dimension, readFloats(input), readFloats(input));
        return new LabeledRows(rows, readInts(input), readInts(input), readInts(input));
      }
    } catch (IOException failure) {
      throw new UncheckedIOException("cannot read " + path, failure);
    }
  }

  static void writeInts(DataOutputStream output, int[] values) throws IOException {
    write(
        output,
        values.length,
        (bytes, from, count) -> bytes.asIntBuffer().put(values, from, count));
  }

  static int[] readInts(DataInputStream input) throws IOException {
    int[] values = new int[input.readInt()];
    read(
        input, values.length, (bytes, from, count) -> bytes.asIntBuffer().get(values, from, count));
    return values;
  }

  private static void writeFloats(DataOutputStream output, float[] values) throws IOException {
    write(
        output,
        values.length,
        (bytes, from, count) -> bytes.asFloatBuffer().put(values, from, count));
  }

  private static float[] readFloats(DataInputStream input) throws IOException {
    float[] values = new float[input.readInt()];
    read(
        input,
        values.length,
        (bytes, from, count) -> bytes.asFloatBuffer().get(values, from, count));
    return values;
  }

  /** Moves {@code count} numbers, from number {@code from} on, into or out of a piece's bytes. */
  private interface Piece {
    void move(ByteBuffer bytes, int from, int count);
  }

  private static void write(DataOutputStream output, int length, Piece piece) throws IOException {
    output.writeInt(length);
    byte[] bytes = new byte[Math.min(length, PIECE) * Integer.BYTES];
    for (int from = 0; from < length; from += PIECE) {
      int count = Math.min(PIECE, length - from);
      piece.move(ByteBuffer.wrap(bytes), from, count);
      output.write(bytes, 0, count * Integer.BYTES);
    }
  }

  private static void read(DataInputStream input, int length, Piece piece) throws IOException {
    byte[] bytes = new byte[Math.min(length, PIECE) * Integer.BYTES];
    for (int from = 0; from < length; from += PIECE) {
      int count = Math.min(PIECE, length - from);
      input.readFully(bytes, 0, count * Integer.BYTES);
      piece.move(ByteBuffer.wrap(bytes), from, count);
    }
  }
}
