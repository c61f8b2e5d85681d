package org.semblance;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.function.Predicate;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.function.Executable;

/** One case of a golden file. */
public record GoldenCase(GoldenFiles.Golden file, JsonNode node) {

  /** All cases in {@code list} of the files with this prefix whose content has the wanted form. */
  public static Stream<GoldenCase> in(String prefix, String list, Predicate<JsonNode> form) {
    return GoldenFiles.matching(prefix, file -> form.test(file) && file.has(list)).stream()
        .flatMap(
            file ->
                StreamSupport.stream(file.content().get(list).spliterator(), false)
                    .map(node -> new GoldenCase(file, node)));
  }

  /** The case's name. */
  public String name() {
    return node.get("name").asText();
  }

  /** The value of a key that the case must have. */
  public JsonNode get(String key) {
    JsonNode value = node.get(key);
    if (value == null) {
      throw new IllegalArgumentException(file.name() + " " + name() + " must contain " + key);
    }
    return value;
  }

  /** The shared batch that the case names. */
  public JsonNode batch() {
    return file.content().get("batches").get(get("batch").asText());
  }

  /** A test named after file and case. */
  public DynamicTest test(String detail, Executable body) {
    return DynamicTest.dynamicTest(file.name() + " " + name() + " " + detail, body);
  }
}
