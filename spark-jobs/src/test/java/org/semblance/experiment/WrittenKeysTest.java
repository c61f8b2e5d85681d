package org.semblance.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.semblance.config.BaseYaml;
import org.semblance.config.ConfigText;
import org.semblance.config.KeyNames;
import org.semblance.config.KeyPage;
import org.semblance.config.Setting;
import org.semblance.config.SettingsLoader;
import org.semblance.config.Summary;

/**
 * {@code conf/base.yaml} and {@code docs/configuration.md} say what the settings records say. With
 * {@code -Dsemblance.write=true} the files are written instead of compared.
 */
class WrittenKeysTest {

  private static final String BASE =
      "Every key there is, with its default: written from the settings records, not read."
          + " A file in this folder states only what differs; --set key=value overrides both."
          + " A key without a value here has no default and must be set."
          + " A group that names a `type` takes the other keys of that type from"
          + " `<key>-defaults`, which may stand beside it or further out; naming another type in a"
          + " file drops the keys of the old one. A name alone (`loss: triplet`) is a group with that"
          + " type. Where a type is listed, the full name of a class is one, too: a record in a jar"
          + " given with --jars; its components are the keys.";

  private static final String PAGE =
      """
      # Configuration

      Every key there is, written from the settings records. A file given with `--config` states only
      what differs from the defaults; `--set key=value` overrides both. A text given with `--set` is
      taken as it is, any other value is read as YAML.

      A key that is marked *does not change the result* can be changed at any time: no stage is
      executed again for it, and `--resume` does not mind. *May change with --resume* marks keys that
      change the result, but with which a training that was cut off can go on.
      """;

  @Test
  void baseYamlIsWhatTheRecordsSay() throws IOException {
    compare("conf/base.yaml", BaseYaml.of(ExperimentConfig.class, BASE));
  }

  @Test
  void thePageOfKeysIsWhatTheRecordsSay() throws IOException {
    compare("docs/configuration.md", KeyPage.of(ExperimentConfig.class, PAGE));
  }

  @Test
  void baseYamlLoadsToTheDefaults() throws IOException {
    List<String> required = List.of("name=x", "train.seed=1");
    ConfigText base = new ConfigText("base.yaml", Files.readString(file("conf/base.yaml")));

    assertThat(SettingsLoader.load(ExperimentConfig.class, base, required).tree())
        .isEqualTo(ConfigLoader.load(null, required).tree());
  }

  @Test
  void everyComponentOfEverySettingsRecordIsASetting() {
    Set<Class<?>> records = new LinkedHashSet<>();
    collect(ExperimentConfig.class, records);

    assertThat(records).hasSizeGreaterThan(120);
    assertThat(records)
        .flatExtracting(record -> List.of(record.getRecordComponents()))
        .allSatisfy(
            component ->
                assertThat(component.getAnnotation(Setting.class))
                    .as("%s of %s", component.getName(), component.getDeclaringRecord())
                    .isNotNull()
                    .extracting(Setting::value)
                    .matches(sentence -> sentence.endsWith(".")));
  }

  private static void collect(Type type, Set<Class<?>> records) {
    if (type instanceof ParameterizedType container) {
      List.of(container.getActualTypeArguments()).forEach(element -> collect(element, records));
      return;
    }
    Class<?> raw = (Class<?>) type;
    if (KeyNames.isFamily(raw)) {
      KeyNames.variants(raw).values().stream()
          .filter(member -> !records.contains(member))
          .forEach(
              member -> {
                assertThat(member.isAnnotationPresent(Summary.class)).as("%s", member).isTrue();
                collect(member, records);
              });
    } else if (raw.isRecord() && records.add(raw)) {
      List.of(raw.getRecordComponents())
          .forEach(component -> collect(component.getGenericType(), records));
    }
  }

  private static void compare(String name, String text) throws IOException {
    if (Boolean.getBoolean("semblance.write")) {
      Files.writeString(file(name), text);
    }
    assertThat(Files.readString(file(name))).isEqualTo(text);
  }

  private static Path file(String name) {
    return Path.of(System.getProperty("semblance.root"), name);
  }
}
