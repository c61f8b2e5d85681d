package org.semblance.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Makes a tree of keys whole: each group gets the keys that it lacks, from groups of defaults in
 * the tree and from the records themselves, and each scalar becomes what its key takes it for. What
 * does not fit stays as it is, for {@link RecordBinder} to refuse.
 */
final class Completion {

  private static final Set<String> NULLS = Set.of("", "~", "null");

  private Completion() {}

  /** {@code given} with every key that {@code record} reads and that has a default. */
  static ObjectNode of(ObjectNode given, Class<?> record) {
    return group(given, record, TypeDefaults.NONE);
  }

  private static ObjectNode group(ObjectNode given, Class<?> record, TypeDefaults outer) {
    TypeDefaults defaults = outer.within(given);
    ObjectNode whole = JsonNodeFactory.instance.objectNode();
    ObjectNode rest = given.deepCopy();
    for (SettingKey key : SettingKey.of(record)) {
      JsonNode value = value(key, given.path(key.key()), defaults);
      if (!value.isMissingNode()) {
        whole.set(key.key(), value);
      }
      rest.remove(key.key());
    }
    rest.properties().stream()
        .filter(entry -> TypeDefaults.family(record, entry.getKey()).isEmpty())
        .forEach(entry -> whole.set(entry.getKey(), entry.getValue()));
    return whole;
  }

  private static JsonNode value(SettingKey key, JsonNode given, TypeDefaults defaults) {
    if (key.isNullable() && given instanceof SourceText text && NULLS.contains(text.textValue())) {
      return NullNode.getInstance();
    }
    JsonNode value = ConfigMerge.over(key.byDefault(), given);
    return value(key.key(), value, key.type(), defaults);
  }

  private static JsonNode value(String key, JsonNode node, Type declared, TypeDefaults defaults) {
    Class<?> type = KeyNames.rawType(declared);
    if (type == String.class || type.isEnum()) {
      return node instanceof SourceText text ? TextNode.valueOf(text.textValue()) : node;
    }
    JsonNode value = SourceText.valueOf(node);
    if (value instanceof ArrayNode items && (type.isArray() || isContainer(declared))) {
      Type element = type.isArray() ? type.getComponentType() : KeyNames.elementType(declared);
      ArrayNode whole = JsonNodeFactory.instance.arrayNode();
      items.forEach(item -> whole.add(value(key, item, element, defaults)));
      return whole;
    }
    if (KeyNames.isFamily(type)) {
      return member(key, ConfigMerge.expanded(value), type, defaults);
    }
    if (value instanceof ObjectNode group && type.isRecord()) {
      return group(group, type, defaults);
    }
    if (value instanceof ObjectNode group && isContainer(declared)) {
      return map(group, KeyNames.elementType(declared), defaults);
    }
    return value;
  }

  private static JsonNode member(
      String key, JsonNode node, Class<?> family, TypeDefaults defaults) {
    String typeKey = new Family(family).key();
    JsonNode type = node.path(typeKey);
    Optional<Class<?>> member = new Family(family).find(type.asText());
    if (member.isEmpty() || !(node instanceof ObjectNode chosen)) {
      return node;
    }
    ObjectNode rest = defaults.under(key, type.asText(), chosen).deepCopy();
    rest.remove(typeKey);
    ObjectNode whole = JsonNodeFactory.instance.objectNode();
    whole.put(typeKey, type.asText());
    return whole.setAll(group(rest, member.get(), defaults));
  }

  private static ObjectNode map(ObjectNode group, Type element, TypeDefaults defaults) {
    ObjectNode whole = JsonNodeFactory.instance.objectNode();
    for (Map.Entry<String, JsonNode> entry : group.properties()) {
      whole.set(entry.getKey(), value(entry.getKey(), entry.getValue(), element, defaults));
    }
    return whole;
  }

  private static boolean isContainer(Type declared) {
    return declared instanceof ParameterizedType;
  }
}
