package org.semblance.config;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * An interface whose implementations a configuration chooses from: a loss, a miner, a sampler. A
 * member is a record, its components are the keys it reads. The built-in members are those that
 * {@link JsonSubTypes} lists on the interface; any other record on the class path is named by its
 * class.
 *
 * @param type the interface
 */
public record Family(Class<?> type) {

  /** Whether {@code type} is such an interface. */
  public static boolean is(Class<?> type) {
    return !type.isRecord() && type.isAnnotationPresent(JsonSubTypes.class);
  }

  /** The key that names the member. */
  public String key() {
    JsonTypeInfo info = type.getAnnotation(JsonTypeInfo.class);
    return info == null || info.property().isEmpty() ? "type" : info.property();
  }

  /** The built-in members by name. */
  public Map<String, Class<?>> builtIn() {
    Map<String, Class<?>> members = new LinkedHashMap<>();
    for (JsonSubTypes.Type member : type.getAnnotation(JsonSubTypes.class).value()) {
      members.put(member.name(), member.value());
    }
    return members;
  }

  /** The names of the built-in members that {@code kind} holds for. */
  public List<String> names(Predicate<Class<?>> kind) {
    List<String> names = new ArrayList<>();
    builtIn()
        .forEach(
            (name, member) -> {
              if (kind.test(member)) {
                names.add(name);
              }
            });
    return names;
  }

  /** What a configuration calls {@code member}: its name if it is built in, else its class. */
  public String nameOf(Class<?> member) {
    return builtIn().entrySet().stream()
        .filter(entry -> entry.getValue().equals(member))
        .map(Map.Entry::getKey)
        .findFirst()
        .orElse(member.getName());
  }

  /**
   * The member called {@code name}.
   *
   * @throws IllegalArgumentException if there is none, with what to say after the key
   */
  public Class<?> member(String name) {
    Class<?> builtIn = builtIn().get(name);
    return builtIn != null ? builtIn : onClassPath(name);
  }

  /** The member called {@code name}, if there is one that can be read. */
  Optional<Class<?>> find(String name) {
    try {
      Class<?> member = member(name);
      SettingKey.of(member);
      return Optional.of(member);
    } catch (RuntimeException | LinkageError unusable) {
      return Optional.empty();
    }
  }

  private Class<?> onClassPath(String name) {
    if (name.indexOf('.') < 1) {
      throw new IllegalArgumentException(unknown(name));
    }
    Class<?> found = load(name);
    if (!type.isAssignableFrom(found)) {
      throw new IllegalArgumentException(
          "names the class %s, which is no %s: it must implement %s"
              .formatted(name, type.getSimpleName(), type.getName()));
    }
    if (!found.isRecord()) {
      throw new IllegalArgumentException(
          "names the class %s, which must be a record: its components are the keys it reads"
              .formatted(name));
    }
    return found;
  }

  private static Class<?> load(String name) {
    try {
      return Class.forName(name, false, Thread.currentThread().getContextClassLoader());
    } catch (ClassNotFoundException absent) {
      throw new IllegalArgumentException(
          "names the class %s, which is not on the class path: give its jar with --jars"
              .formatted(name),
          absent);
    } catch (LinkageError broken) {
      throw new IllegalArgumentException(
          "names the class %s, which cannot be loaded (%s)".formatted(name, broken), broken);
    }
  }

  private String unknown(String name) {
    Optional<String> near = NearestName.among(builtIn().keySet(), name);
    return "must be one of "
        + String.join(", ", builtIn().keySet())
        + ", got "
        + (name.isEmpty() ? "nothing" : "\"" + name + "\"")
        + near.map(meant -> ": did you mean " + meant + "?").orElse("");
  }
}
