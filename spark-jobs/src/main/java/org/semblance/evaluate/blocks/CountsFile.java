package org.semblance.evaluate.blocks;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.semblance.eval.metric.MatchCounts;

/** Counts of a block as a file: offsets, alive and bins, each as its length and its numbers. */
final class CountsFile {

  private CountsFile() {}

  static void write(Path path, MatchCounts counts, Configuration hadoop) {
    try (DataOutputStream output = path.getFileSystem(hadoop).create(path, true)) {
      BlockFile.writeInts(output, counts.offsets());
      BlockFile.writeInts(output, counts.alive());
      BlockFile.writeInts(output, counts.bins());
    } catch (IOException failure) {
      throw new UncheckedIOException("cannot write " + path, failure);
    }
  }

  static MatchCounts read(Path path, Configuration hadoop) {
    try (DataInputStream input = path.getFileSystem(hadoop).open(path, 1 << 20)) {
      return new MatchCounts(
          BlockFile.readInts(input), BlockFile.readInts(input), BlockFile.readInts(input));
    } catch (IOException failure) {
      throw new UncheckedIOException("cannot read " + path, failure);
    }
  }
}
