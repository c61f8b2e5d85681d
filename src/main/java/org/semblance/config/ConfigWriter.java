package org.semblance.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.util.ArrayList;
import java.util.List;

/** Writes a tree of keys as YAML that loads again. */
public final class ConfigWriter {

  private static final YAMLMapper YAML =
      YAMLMapper.builder()
          .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
          .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
          .enable(YAMLGenerator.Feature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
          .enable(YAMLGenerator.Feature.INDENT_ARRAYS_WITH_INDICATOR)
          .build();

  private ConfigWriter() {}

  /** The YAML of {@code tree}, secrets hidden. */
  public static String yaml(ObjectNode tree) {
    try {
      return YAML.writeValueAsString(redacted("", tree));
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("cannot write a tree", impossible);
    }
  }

  /** The keys {@code paths} of {@code tree}, which may be groups; secrets hidden. */
  public static ObjectNode selection(ObjectNode tree, List<String> paths) {
    ObjectNode selection = JsonNodeFactory.instance.objectNode();
    for (String path : paths) {
      JsonNode value = tree.at("/" + path.replace('.', '/'));
      if (!value.isMissingNode()) {
        selection.set(path, redacted(path, value));
      }
    }
    return selection;
  }

  private static JsonNode redacted(String key, JsonNode written) {
    JsonNode node = SourceText.valueOf(written);
    if (node instanceof ObjectNode group) {
      ObjectNode copy = JsonNodeFactory.instance.objectNode();
      group
          .properties()
          .forEach(entry -> copy.set(entry.getKey(), redacted(entry.getKey(), entry.getValue())));
      return copy;
    }
    if (node instanceof ArrayNode items) {
      List<JsonNode> copies = new ArrayList<>();
      items.forEach(item -> copies.add(redacted(key, item)));
      return JsonNodeFactory.instance.arrayNode().addAll(copies);
    }
    return node.isTextual()
        ? JsonNodeFactory.instance.textNode(Redaction.value(key, node.textValue()))
        : node;
  }
}
