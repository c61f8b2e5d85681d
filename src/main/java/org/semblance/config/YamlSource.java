package org.semblance.config;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.semblance.fault.SemblanceException;

/** Reads YAML into a tree that remembers the line of every key and refuses repeated keys. */
public final class YamlSource {

  private static final YAMLFactory YAML = new YAMLFactory();

  private final String name;
  private final Problems problems;
  private final Map<String, String> origins = new LinkedHashMap<>();

  private YamlSource(String name, Problems problems) {
    this.name = name;
    this.problems = problems;
  }

  /**
   * The keys of {@code text}.
   *
   * @param problems receives repeated keys
   * @throws SemblanceException usage, if {@code text} is not YAML
   */
  public static ConfigSource read(String name, String text, Problems problems) {
    YamlSource source = new YamlSource(name, problems);
    return new ConfigSource(source.document(text), source.origins);
  }

  /** The value of a scalar or flow expression, as {@code --set} takes it. */
  public static JsonNode value(String name, String text, Problems problems) {
    YamlSource source = new YamlSource(name, problems);
    return source.parsed(text);
  }

  private ObjectNode document(String text) {
    JsonNode root = parsed(text);
    if (root instanceof ObjectNode object) {
      return object;
    }
    if (!root.isNull()) {
      problems.add(name + ": a configuration must be a group of keys, got " + root);
    }
    return JsonNodeFactory.instance.objectNode();
  }

  private JsonNode parsed(String text) {
    try (JsonParser parser = YAML.createParser(text)) {
      return parser.nextToken() == null ? JsonNodeFactory.instance.nullNode() : node(parser, "");
    } catch (JsonProcessingException malformed) {
      throw SemblanceException.usage(
          at(malformed.getLocation().getLineNr()) + ": " + reason(malformed));
    } catch (IOException impossible) {
      throw new IllegalStateException("cannot read a string", impossible);
    }
  }

  private JsonNode node(JsonParser parser, String path) throws IOException {
    return switch (parser.currentToken()) {
      case START_OBJECT -> object(parser, path);
      case START_ARRAY -> array(parser, path);
      case VALUE_NULL -> JsonNodeFactory.instance.nullNode();
      case VALUE_TRUE, VALUE_FALSE ->
          JsonNodeFactory.instance.booleanNode(parser.getBooleanValue());
      case VALUE_NUMBER_INT -> JsonNodeFactory.instance.numberNode(parser.getLongValue());
      case VALUE_NUMBER_FLOAT -> JsonNodeFactory.instance.numberNode(parser.getDoubleValue());
      default -> JsonNodeFactory.instance.textNode(parser.getText());
    };
  }

  private ObjectNode object(JsonParser parser, String path) throws IOException {
    ObjectNode object = JsonNodeFactory.instance.objectNode();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String key = parser.currentName();
      String child = ConfigSource.child(path, key);
      String origin = at(parser.currentTokenLocation().getLineNr());
      parser.nextToken();
      if (object.has(key)) {
        problems.add(
            "key " + child + " appears twice (" + origins.get(child) + ", " + origin + ")");
      }
      origins.put(child, origin);
      object.set(key, node(parser, child));
    }
    return object;
  }

  private ArrayNode array(JsonParser parser, String path) throws IOException {
    ArrayNode array = JsonNodeFactory.instance.arrayNode();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      array.add(node(parser, path + "[" + array.size() + "]"));
    }
    return array;
  }

  private String at(int line) {
    return line < 1 || name.startsWith("--") ? name : name + ":" + line;
  }

  /** SnakeYAML's message without its excerpts, which repeat the position. */
  private static String reason(JsonProcessingException malformed) {
    return malformed
        .getOriginalMessage()
        .lines()
        .filter(line -> !line.startsWith(" "))
        .collect(Collectors.joining(", "));
  }
}
