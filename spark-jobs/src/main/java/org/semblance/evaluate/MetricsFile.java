package org.semblance.evaluate;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/** An {@link EvaluationResult} as JSON. */
final class MetricsFile {

  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private MetricsFile() {}

  /** Written last: where it is, the evaluation is complete. */
  static void write(Path path, EvaluationResult result, Configuration configuration) {
    try (OutputStream output = path.getFileSystem(configuration).create(path, true)) {
      JSON.writeValue(output, result);
    } catch (IOException failure) {
      throw new UncheckedIOException("cannot write " + path, failure);
    }
  }
}
