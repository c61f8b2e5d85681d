package org.semblance.jobs.evaluate;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.semblance.math.Rows;
import org.semblance.metric.LabeledRows;

/**
 * A block of rows as a file: dimension, then vectors, biases, classes, ties and sequences, each as
 * its length and its numbers, big-endian.
 */
final class BlockFile {

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
    output.writeInt(values.length);
    ByteBuffer piece = ByteBuffer.allocate(Integer.BYTES * PIECE);
    for (int from = 0; from < values.length; from += PIECE) {
      int count = Math.min(PIECE, values.length - from);
      piece.clear();
      piece.asIntBuffer().put(values, from, count);
      output.write(piece.array(), 0, Integer.BYTES * count);
    }
  }

  static int[] readInts(DataInputStream input) throws IOException {
    int[] values = new int[input.readInt()];
    byte[] piece = new byte[Integer.BYTES * PIECE];
    for (int from = 0; from < values.length; from += PIECE) {
      int count = Math.min(PIECE, values.length - from);
      input.readFully(piece, 0, Integer.BYTES * count);
      ByteBuffer.wrap(piece).asIntBuffer().get(values, from, count);
    }
    return values;
  }

  private static void writeFloats(DataOutputStream output, float[] values) throws IOException {
    output.writeInt(values.length);
    ByteBuffer piece = ByteBuffer.allocate(Float.BYTES * PIECE);
    for (int from = 0; from < values.length; from += PIECE) {
      int count = Math.min(PIECE, values.length - from);
      piece.clear();
      piece.asFloatBuffer().put(values, from, count);
      output.write(piece.array(), 0, Float.BYTES * count);
    }
  }

  private static float[] readFloats(DataInputStream input) throws IOException {
    float[] values = new float[input.readInt()];
    byte[] piece = new byte[Float.BYTES * PIECE];
    for (int from = 0; from < values.length; from += PIECE) {
      int count = Math.min(PIECE, values.length - from);
      input.readFully(piece, 0, Float.BYTES * count);
      ByteBuffer.wrap(piece).asFloatBuffer().get(values, from, count);
    }
    return values;
  }
}
