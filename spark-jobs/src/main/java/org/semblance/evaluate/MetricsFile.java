package org.semblance.evaluate;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.semblance.fault.SemblanceException;

/**
 * An {@link EvaluationResult} as JSON: its keys are the names of the components in kebab-case, as
 * in {@code result.json}.
 */
public final class MetricsFile {

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .propertyNamingStrategy(PropertyNamingStrategies.KEBAB_CASE)
          .enable(SerializationFeature.INDENT_OUTPUT)
          .enable(DeserializationFeature.USE_LONG_FOR_INTS)
          .build();

  /** Files once had the names of the components as they are in Java. */
  private static final JsonMapper OLD_JSON =
      JsonMapper.builder().enable(DeserializationFeature.USE_LONG_FOR_INTS).build();

  private static final String OLD_KEY = "worstQueries";

  private MetricsFile() {}

  /**
   * The result in the file at {@code path}.
   *
   * @throws SemblanceException data, naming the file, if there is none that can be read
   */
  public static EvaluationResult read(Path path, Configuration configuration) {
    try (InputStream input = path.getFileSystem(configuration).open(path)) {
      JsonNode tree = JSON.readTree(input);
      return (tree.has(OLD_KEY) ? OLD_JSON : JSON).treeToValue(tree, EvaluationResult.class);
    } catch (FileNotFoundException absent) {
      throw SemblanceException.data(path + " is missing: evaluate again");
    } catch (JsonProcessingException malformed) {
      throw SemblanceException.data(
          path + " cannot be read (" + malformed.getOriginalMessage() + "): evaluate again");
    } catch (IOException failure) {
      throw new UncheckedIOException("cannot read " + path, failure);
    }
  }

  /** Written last: where it is, the evaluation is complete. */
  static void write(Path path, EvaluationResult result, Configuration configuration) {
    try (OutputStream output = path.getFileSystem(configuration).create(path, true)) {
      JSON.writeValue(output, result);
    } catch (IOException failure) {
      throw new UncheckedIOException("cannot write " + path, failure);
    }
  }
}
