package org.semblance.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.semblance.config.ConfigSource;
import org.semblance.config.KeyNames;
import org.semblance.config.Problems;
import org.semblance.config.YamlSource;
import org.semblance.evaluate.settings.SearchSettings;
import org.semblance.optim.BigDl;
import org.semblance.optim.slice.BigDlMethod;
import org.semblance.optim.slice.BigDlSchedule;

/** {@code conf/} and the settings records say the same. */
class ExperimentConfigTest {

  private static final String DEFAULTS = "-defaults";

  private static final ConfigSource BASE =
      YamlSource.read("base.yaml", ConfigText.bundled("base.yaml"), new Problems());

  @Test
  void baseStatesEveryKeyOfEveryRecordAndNoOther() {
    assertThat(stated()).containsExactlyInAnyOrderElementsOf(read(ExperimentConfig.class, ""));
  }

  @Test
  void defaultsByTypeNameVariantsAndTheirKeys() {
    Map<String, Class<?>> families = new TreeMap<>();
    collectFamilies(ExperimentConfig.class, families);
    forEachDefaults(
        BASE.tree(),
        (name, byType) -> {
          String key = name.substring(0, name.length() - DEFAULTS.length());
          assertThat(families).containsKey(key);
          Map<String, Class<?>> variants =
              KeyNames.variants(Objects.requireNonNull(families.get(key), key));
          byType.properties().forEach(entry -> compare(variants, entry));
        });
  }

  private static void compare(Map<String, Class<?>> variants, Map.Entry<String, JsonNode> stated) {
    String variant = stated.getKey();
    assertThat(variants).containsKey(variant);
    assertThat(KeyNames.components(Objects.requireNonNull(variants.get(variant), variant)).keySet())
        .as(variant)
        .containsAll(keys(stated.getValue()));
  }

  @TestFactory
  Stream<DynamicTest> everyFileLoads() throws IOException {
    return files()
        .map(
            file ->
                DynamicTest.dynamicTest(
                    String.valueOf(file.getFileName()),
                    () ->
                        assertThat(ConfigLoader.load(file.toString(), List.of()).config().name())
                            .isEqualTo(String.valueOf(file.getFileName()).replace(".yaml", ""))));
  }

  @Test
  void bigDlNeedsShards() throws IOException {
    String file = files().findFirst().orElseThrow().toString();
    List<String> bigDl =
        List.of(
            "train.optimizer.type=bigdl",
            "train.optimizer.method.type=sgd",
            "train.optimizer.method.learning-rate-schedule.type=poly",
            "train.optimizer.method.learning-rate-schedule.steps=100");
    assertThatThrownBy(() -> ConfigLoader.load(file, bigDl))
        .hasMessageStartingWith(
            "train.update must be sharded with an optimizer of type bigdl, got device");
    List<String> sharded =
        Stream.concat(bigDl.stream(), Stream.of("train.update=sharded")).toList();
    BigDl rule = (BigDl) ConfigLoader.load(file, sharded).config().train().optimizer();
    assertThat(rule)
        .isEqualTo(
            new BigDl("bigdl", new BigDlMethod.Sgd(0.9, 0, false, new BigDlSchedule.Poly(1, 100))));
  }

  @Test
  void approximateSearchHasDefaultsAndLimits() throws IOException {
    String file = files().findFirst().orElseThrow().toString();
    String hnsw = "evaluate.search.type=hnsw";
    assertThat(
            ConfigLoader.load(file, List.of(hnsw, "evaluate.ranking=top"))
                .config()
                .evaluate()
                .search())
        .isEqualTo(new SearchSettings.Hnsw(16, 200, 200, 1000));
    assertThatThrownBy(() -> ConfigLoader.load(file, List.of(hnsw)))
        .hasMessageContaining(
            "search hnsw ranks no deeper than its lists: set ranking to top, got first");
    assertThatThrownBy(
            () ->
                ConfigLoader.load(
                    file, List.of(hnsw, "evaluate.ranking=top", "evaluate.columns.sequence=track")))
        .hasMessageContaining("search hnsw cannot leave out rows of one sequence");
  }

  /** Of a family only the key that names the variant: the rest is in groups of defaults. */
  private static Set<String> read(Class<?> type, String path) {
    Set<String> keys = new TreeSet<>();
    KeyNames.components(type)
        .forEach(
            (key, component) -> {
              String child = ConfigSource.child(path, key);
              Class<?> kind = component.getType();
              keys.add(child);
              if (KeyNames.isFamily(kind)) {
                keys.add(child + ".type");
              } else if (kind.isRecord()) {
                keys.addAll(read(kind, child));
              }
            });
    return keys;
  }

  /** Families by the key that holds one; a key means the same family wherever it stands. */
  private static void collectFamilies(Class<?> type, Map<String, Class<?>> families) {
    KeyNames.components(type)
        .forEach(
            (key, component) -> {
              Class<?> kind = component.getType();
              if (KeyNames.isFamily(kind) && families.put(key, kind) == null) {
                KeyNames.variants(kind)
                    .values()
                    .forEach(variant -> collectFamilies(variant, families));
              } else if (kind.isRecord()) {
                collectFamilies(kind, families);
              }
            });
  }

  private static void forEachDefaults(ObjectNode group, BiConsumer<String, ObjectNode> action) {
    for (Map.Entry<String, JsonNode> entry : group.properties()) {
      if (entry.getValue() instanceof ObjectNode nested) {
        if (entry.getKey().endsWith(DEFAULTS)) {
          action.accept(entry.getKey(), nested);
        } else {
          forEachDefaults(nested, action);
        }
      }
    }
  }

  private static Set<String> keys(JsonNode group) {
    Set<String> keys = new TreeSet<>();
    group.fieldNames().forEachRemaining(keys::add);
    return keys;
  }

  private static Set<String> stated() {
    Set<String> keys = new TreeSet<>();
    collect(BASE.tree(), "", keys);
    return keys;
  }

  private static void collect(ObjectNode group, String path, Set<String> keys) {
    for (Map.Entry<String, JsonNode> entry : group.properties()) {
      if (entry.getKey().endsWith(DEFAULTS)) {
        continue;
      }
      String child = ConfigSource.child(path, entry.getKey());
      keys.add(child);
      if (entry.getValue() instanceof ObjectNode nested) {
        collect(nested, child, keys);
      }
    }
  }

  private static Stream<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(Path.of(System.getProperty("semblance.root"), "conf"))) {
      return files
          .filter(file -> file.toString().endsWith(".yaml") && !file.endsWith("base.yaml"))
          .sorted()
          .collect(Collectors.toList())
          .stream();
    }
  }
}
