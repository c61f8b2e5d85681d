package org.semblance.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.semblance.config.TinyConfig.Box;
import org.semblance.config.TinyConfig.Circle;
import org.semblance.config.TinyConfig.Mode;
import org.semblance.config.TinyConfig.Star;
import org.semblance.config.TinyConfig.Training;
import org.semblance.fault.ExitCode;
import org.semblance.fault.SemblanceException;

class SettingsLoaderTest {

  @Test
  void laysFileOverBaseAndOverridesOverFile() {
    TinyConfig config =
        load("train: {seed: 7, epochs: 4}", "train.epochs=5", "note=a b", "mean=[1]");

    assertThat(config.train()).isEqualTo(new Training(7, 5, 1e-3f, false, Mode.FAST_AND_LOOSE));
    assertThat(config.note()).isEqualTo("a b");
    assertThat(config.mean()).containsExactly(1.0);
  }

  @Test
  void leavesWhatMayBeAbsentNull() {
    assertThat(load("train: {seed: 7}").note()).isNull();
  }

  @Test
  void takesTheKeysOfATypeFromItsDefaultsAtAnyDepth() {
    TinyConfig config =
        load(
            "train: {seed: 7}",
            "shape.type=box",
            "shape.width=9",
            "shape-defaults.circle.radius=4");

    assertThat(config.shape()).isEqualTo(new Box(9, 1, new Circle(4)));
  }

  @Test
  void dropsTheKeysOfAnotherType() {
    TinyConfig config =
        load("train: {seed: 7}\nshape: {type: circle, radius: 3}", "shape.type=box");

    assertThat(config.shape()).isEqualTo(new Box(2, 1, new Circle(1.5)));
  }

  @Test
  void readsNamesOfEnumConstants() {
    assertThat(load("train: {seed: 7, mode: safe+sound}").train().mode()).isEqualTo(Mode.SAFE);
  }

  @Test
  void writesWhatItLoaded() {
    LoadedConfig<TinyConfig> first =
        SettingsLoader.load(TinyConfig.class, null, List.of("train.seed=7", "name=007"));
    ConfigText written = new ConfigText("config.yaml", ConfigWriter.yaml(first.tree()));

    assertThat(first.config().name()).isEqualTo("007");
    assertThat(SettingsLoader.load(TinyConfig.class, written, List.of())).isEqualTo(first);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {}                                 | train.seed is required: set it in my.yaml or with --set train.seed=VALUE
          train: {seed: 1, epoks: 2}         | unknown key train.epoks (my.yaml:1): did you mean train.epochs?
          {train: {seed: 1}, radius: 2}      | unknown key radius (my.yaml:1): did you mean shape.radius?
          {train: {seed: 1}, zzzzzzzz: 2}    | unknown key zzzzzzzz (my.yaml:1): known here: name, train, shape, more, note, mean
          train: {seed: one}                 | train.seed must be an integer, got "one" (my.yaml:1)
          train: {seed: 1, epochs: 2.5}      | train.epochs must be an integer, got 2.5 (my.yaml:1)
          train: {seed: 1, epochs: 3000000000} | train.epochs must be an integer, got 3000000000 (my.yaml:1)
          train: {seed: 1, rate: fast}       | train.rate must be a number, got "fast" (my.yaml:1)
          train: {seed: 1, verbose: maybe}   | train.verbose must be true or false, got "maybe" (my.yaml:1)
          train: {seed: 1, mode: slow}       | train.mode must be one of fast-and-loose, safe+sound, got "slow" (my.yaml:1)
          train: {seed: 1, epochs: 0}        | train.epochs must be at least 1, got 0 (my.yaml:1)
          train: {seed: 1, verbose: true, mode: safe+sound} | train: a safe training cannot be verbose (my.yaml:1)
          train: 3                           | train must be a group of keys, got 3 (my.yaml:1)
          {train: {seed: 1}, shape: {type: box, width: 1, radius: 2}} | unknown key shape.radius (my.yaml:1): known here: width, height, shape
          {train: {seed: 1}, shape: {type: circel}} | shape.type must be one of circle, box, got "circel": did you mean circle? (my.yaml:1)
          {train: {seed: 1}, shape: {radius: -1}} | shape.radius must be positive, got -1.0 (my.yaml:1)
          {train: {seed: 1}, shape: round}   | shape.type must be one of circle, box, got "round" (my.yaml:1)
          {train: {seed: 1}, shape: [1]}     | shape must be a group of keys with a type, got [1] (my.yaml:1)
          {train: {seed: 1}, shape: com.acme.Star} | shape.type names the class com.acme.Star, which is not on the class path: give its jar with --jars (my.yaml:1)
          {train: {seed: 1}, shape: java.lang.String} | shape.type names the class java.lang.String, which is no Shape: it must implement org.semblance.config.TinyConfig$Shape (my.yaml:1)
          {train: {seed: 1}, shape: org.semblance.config.TinyConfig$Blob} | shape.type names the class org.semblance.config.TinyConfig$Blob, which must be a record: its components are the keys it reads (my.yaml:1)
          {train: {seed: 1}, shape: org.semblance.config.TinyConfig$Star} | shape.points is required: set it in my.yaml or with --set shape.points=VALUE
          {train: {seed: 1}, shape: {type: org.semblance.config.TinyConfig$Star, points: 4, pionts: 5}} | unknown key shape.pionts (my.yaml:1): did you mean shape.points?
          {train: {seed: 1}, shape: {type: org.semblance.config.TinyConfig$Star, points: 1}} | shape.points must be at least 3, got 1 (my.yaml:1)
          {train: {seed: 1}, shape: {type: org.semblance.config.TinyConfig$Star, points: 99}} | shape: the class org.semblance.config.TinyConfig$Star cannot be made of these keys (java.lang.ArithmeticException: too many) (my.yaml:1)
          {train: {seed: 1}, mean: 0.5}      | mean must be a list, got 0.5 (my.yaml:1)
          {train: {seed: 1}, mean: [1, x]}   | mean[1] must be a number, got "x" (my.yaml:1)
          {train: {seed: 1}, shape-defaults: {circle: {radios: 1}}} | unknown key shape-defaults.circle.radios (my.yaml:1)
          {train: {seed: 1, seed: 2}}        | key train.seed appears twice (my.yaml:1, my.yaml:1)
          train: {seed: 1                    | my.yaml:1: while parsing a flow mapping, expected ',' or '}', but got <stream end>
          [train]                            | my.yaml: a configuration must be a group of keys, got ["train"]
          """)
  void refusesInOneSentence(String yaml, String sentence) {
    if (yaml.startsWith("[")) {
      assertThatThrownBy(() -> load(yaml)).hasMessageContaining(sentence);
      return;
    }
    assertThatThrownBy(() -> load(yaml))
        .isInstanceOf(SemblanceException.class)
        .hasMessage(sentence)
        .extracting(failure -> ((SemblanceException) failure).exitCode())
        .isEqualTo(ExitCode.USAGE);
  }

  @Test
  void namesTheLineAndTheOverride() {
    assertThatThrownBy(() -> load("name: x\ntrain:\n  seed: 1\n  epochs: many\n"))
        .hasMessage("train.epochs must be an integer, got \"many\" (my.yaml:4)");
    assertThatThrownBy(() -> load("train: {seed: 1}", "train.epochs=many"))
        .hasMessage("train.epochs must be an integer, got \"many\" (--set)");
    assertThatThrownBy(() -> load("train: {seed: 1}", "shape-defaults.circel.radius=2"))
        .hasMessage("unknown key shape-defaults.circel (--set)");
    assertThatThrownBy(() -> load("train: {seed: 1}", "train.epochs"))
        .hasMessage("--set must be given key=value, got \"train.epochs\"");
  }

  @Test
  void reportsAllProblemsTogether() {
    assertThatThrownBy(
            () -> load("train: {epoks: 2, verbose: 1}\nshape: {radius: 0}\n", "mean=[a]", "oops"))
        .hasMessage(
            """
            the configuration has 6 problems:
              --set must be given key=value, got "oops"
              unknown key train.epoks (my.yaml:1): did you mean train.epochs?
              train.seed is required: set it in my.yaml or with --set train.seed=VALUE
              train.verbose must be true or false, got 1 (my.yaml:1)
              shape.radius must be positive, got 0.0 (my.yaml:2)
              mean[0] must be a number, got "a" (--set)""");
  }

  @Test
  void textKeysTakeTheirTextAsItIs() {
    for (String text : List.of("'/data/set #1'", "/data/set #1", "007", "yes", "1e3", "[a", "")) {
      assertThat(load("train: {seed: 7}", "name=" + text).name()).isEqualTo(text);
    }
    for (String text : List.of("no", "007", "1e3", "0x1F", "12_000", "99999999999999999999")) {
      assertThat(load("train: {seed: 7}\nname: " + text).name()).isEqualTo(text);
    }
    assertThat(load("train: {seed: 7}\nname: 'no # comment'").name()).isEqualTo("no # comment");
    assertThat(load("train: {seed: 7}\nnote: no", "note=null").note()).isNull();
    assertThat(load("train: {seed: 7}\nnote: no", "note=").note()).isNull();
    assertThat(load("{}", "train.seed=0x10", "mean=[ 1 ]  # one").train().seed()).isEqualTo(16);
  }

  @Test
  void aNameAloneStandsForAMemberOfAFamily() {
    assertThat(load("train: {seed: 7}\nshape: box", "shape.width=9").shape())
        .isEqualTo(new Box(9, 1, new Circle(1.5)));
    assertThat(load("train: {seed: 7}\nshape: {type: box, shape: box}").shape())
        .isEqualTo(new Box(2, 1, new Box(2, 1, new Circle(1.5))));
    assertThat(load("train: {seed: 7}\nshape: {radius: 3}", "shape=circle").shape())
        .isEqualTo(new Circle(3));
    assertThat(load("train: {seed: 7}", "more=[circle, {type: circle, radius: 2}, box]").more())
        .containsExactly(new Circle(1.5), new Circle(2), new Box(2, 1, new Circle(1.5)));
  }

  @Test
  void aClassOnTheClassPathIsAMember() {
    String star = Star.class.getName();
    assertThat(load("train: {seed: 7}\nshape: {type: " + star + ", points: 5}").shape())
        .isEqualTo(new Star(5, 0.5));
    assertThat(load("train: {seed: 7}", "shape=" + star, "shape.points=7").shape())
        .isEqualTo(new Star(7, 0.5));
    assertThat(
            load("train: {seed: 7}\nshape-defaults: {" + star + ": {points: 6}}\nshape: " + star)
                .shape())
        .isEqualTo(new Star(6, 0.5));
  }

  @Test
  void oldSpellingsAreReadWithAWarning() {
    ConfigText old = new ConfigText("my.yaml", "learn:\n  seed: 7\n  speed: 2\n");
    LoadedConfig<TinyConfig> loaded =
        SettingsLoader.load(TinyConfig.class, old, List.of("learn.epochs=4"));

    assertThat(loaded.config().train())
        .isEqualTo(new Training(7, 4, 2, false, Mode.FAST_AND_LOOSE));
    assertThat(loaded.warnings())
        .containsExactly(
            "learn is now called train (my.yaml:1)",
            "train.speed is now called train.rate (my.yaml:3)",
            "learn is now called train (--set)");
    assertThatThrownBy(() -> load("train: {seed: 1, rate: 1, speed: 2}"))
        .hasMessage("train.speed is the old name of train.rate, which is set as well (my.yaml:1)");
  }

  @Test
  void refusesWhatYamlHasBesidesOneDocumentOfGroups() {
    assertThatThrownBy(() -> load("name: a\n---\nname: b\n"))
        .hasMessage("my.yaml:3: a second document begins: put everything into the first");
    assertThatThrownBy(() -> load("mean: " + "[".repeat(100_000)))
        .hasMessage("my.yaml:1: groups are nested more than 50 deep");
    assertThatThrownBy(() -> load("name: &a b\nnote: *a\n"))
        .hasMessage("my.yaml:2: aliases such as *a are not read: repeat the value");
  }

  private static TinyConfig load(@Nullable String yaml, String... overrides) {
    return SettingsLoader.load(
            TinyConfig.class,
            yaml == null ? null : new ConfigText("my.yaml", yaml),
            Arrays.asList(overrides))
        .config();
  }
}
