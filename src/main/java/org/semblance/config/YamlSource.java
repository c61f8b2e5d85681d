package org.semblance.config;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.semblance.fault.SemblanceException;

/** Reads YAML into a tree that remembers the line of every key and refuses repeated keys. */
final class YamlSource {

  private static final YAMLFactory YAML = new YAMLFactory();

  /** No configuration needs more; each level costs stack. */
  private static final int DEEPEST = 50;

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
  static ConfigSource read(String name, String text, Problems problems) {
    YamlSource source = new YamlSource(name, problems);
    return new ConfigSource(source.document(text), source.origins);
  }

  /** The value of a scalar or flow expression, as {@code --set} takes it. */
  static JsonNode value(String name, String text, Problems problems) {
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
    try (YAMLParser parser = YAML.createParser(text)) {
      if (parser.nextToken() == null) {
        return JsonNodeFactory.instance.nullNode();
      }
      JsonNode root = node(parser, "", 0);
      if (parser.nextToken() != null) {
        throw refused(parser, "a second document begins: put everything into the first");
      }
      return root;
    } catch (JsonProcessingException malformed) {
      throw SemblanceException.usage(
          at(malformed.getLocation().getLineNr()) + ": " + reason(malformed));
    } catch (IOException impossible) {
      throw new IllegalStateException("cannot read a string", impossible);
    }
  }

  private JsonNode node(YAMLParser parser, String path, int depth) throws IOException {
    if (depth > DEEPEST) {
      throw refused(parser, "groups are nested more than " + DEEPEST + " deep");
    }
    if (parser.isCurrentAlias()) {
      throw refused(
          parser, "aliases such as *" + parser.getText() + " are not read: repeat the value");
    }
    JsonNodeFactory nodes = JsonNodeFactory.instance;
    return switch (parser.currentToken()) {
      case START_OBJECT -> object(parser, path, depth + 1);
      case START_ARRAY -> array(parser, path, depth + 1);
      case VALUE_NULL -> nodes.nullNode();
      case VALUE_TRUE, VALUE_FALSE ->
          new SourceText(parser.getText(), nodes.booleanNode(parser.getBooleanValue()));
      case VALUE_NUMBER_INT -> new SourceText(parser.getText(), integer(parser));
      case VALUE_NUMBER_FLOAT ->
          new SourceText(parser.getText(), nodes.numberNode(parser.getDoubleValue()));
      default -> nodes.textNode(parser.getText());
    };
  }

  private static JsonNode integer(YAMLParser parser) throws IOException {
    return parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER
        ? JsonNodeFactory.instance.numberNode(parser.getBigIntegerValue())
        : JsonNodeFactory.instance.numberNode(parser.getLongValue());
  }

  private SemblanceException refused(YAMLParser parser, String reason) {
    return SemblanceException.usage(at(parser.currentTokenLocation().getLineNr()) + ": " + reason);
  }

  private ObjectNode object(YAMLParser parser, String path, int depth) throws IOException {
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
      object.set(key, node(parser, child, depth));
    }
    return object;
  }

  private ArrayNode array(YAMLParser parser, String path, int depth) throws IOException {
    ArrayNode array = JsonNodeFactory.instance.arrayNode();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      array.add(node(parser, path + "[" + array.size() + "]", depth));
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
