package org.semblance.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.semblance.config.Setting.Effect;
import org.semblance.config.TinyConfig.Box;
import org.semblance.config.TinyConfig.Circle;
import org.semblance.config.TinyConfig.Mode;
import org.semblance.config.TinyConfig.Training;

class SettingsTest {

  @Test
  void buildsARecordByName() {
    assertThat(Settings.of(Training.class).with("seed", 5).with("mode", Mode.SAFE).build())
        .isEqualTo(new Training(5, 3, 1e-3f, false, Mode.SAFE));
    TinyConfig config =
        Settings.of(TinyConfig.class)
            .with("train.seed", 5)
            .with("shape", new Box(1, 2, new Circle(3)))
            .with("mean", List.of(1, 2.5))
            .build();
    assertThat(config.shape()).isEqualTo(new Box(1, 2, new Circle(3)));
    assertThat(config.mean()).containsExactly(1.0, 2.5);
  }

  @Test
  void changesARecordByName() {
    TinyConfig config =
        Settings.of(TinyConfig.class).with("train.seed", 5).with("shape.type", "box").build();

    TinyConfig changed =
        Settings.from(config).with("train.epochs", 7).with("note", "changed").build();

    assertThat(changed)
        .isEqualTo(
            new TinyConfig(
                "tiny",
                new Training(5, 7, 1e-3f, false, Mode.FAST_AND_LOOSE),
                config.shape(),
                List.of(),
                "changed",
                config.mean()));
  }

  @Test
  void namesWhatIsWrong() {
    assertThatThrownBy(() -> Settings.of(Training.class).with("epoks", 1).build())
        .hasMessageContaining("unknown key epoks")
        .hasMessageContaining("seed is required");
    assertThatThrownBy(() -> Settings.of(Training.class).with("seed", 1).with("epochs", 0).build())
        .hasMessageContaining("epochs must be at least 1, got 0");
    assertThatThrownBy(() -> new Training(1, 0, 1, false, Mode.SAFE))
        .hasMessage("epochs must be at least 1, got 0");
    assertThatThrownBy(() -> new Training(1, 1, Float.NaN, false, Mode.SAFE))
        .hasMessage("rate must be a finite number, got NaN");
  }

  @Test
  void aKeySaysWhatItChanges() {
    assertThat(KeyPlace.effect(TinyConfig.class, "train.verbose")).isEqualTo(Effect.NONE);
    assertThat(KeyPlace.effect(TinyConfig.class, "train.epochs")).isEqualTo(Effect.COURSE);
    assertThat(KeyPlace.effect(TinyConfig.class, "shape.shape.radius")).isEqualTo(Effect.RESULT);
    assertThat(KeyPlace.effect(TinyConfig.class, "no.such.key")).isEqualTo(Effect.RESULT);
  }

  @Test
  void rangesAreSaidInWords() {
    double none = Double.POSITIVE_INFINITY;
    assertThat(new Range(1, -none, none, none, false).condition()).isEqualTo("at least 1");
    assertThat(new Range(-none, 0, none, none, false).condition()).isEqualTo("positive");
    assertThat(new Range(0, -none, 1, none, false).condition()).isEqualTo("from 0 to 1");
    assertThat(new Range(-none, 0, 1, none, false).condition()).isEqualTo("above 0 and at most 1");
    assertThat(new Range(0, -none, none, 1, false).condition()).isEqualTo("at least 0 and below 1");
    assertThat(new Range(-none, -none, 0.5, none, false).condition()).isEqualTo("at most 0.5");
  }
}
