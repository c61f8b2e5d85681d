package org.semblance.config;

import static org.semblance.config.Setting.Effect.COURSE;
import static org.semblance.config.Setting.Effect.NONE;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A small configuration with one of everything that settings records may hold. */
record TinyConfig(
    @Setting(value = "Its name.", byDefault = "tiny") String name,
    @Setting(value = "How it learns.", formerly = "learn") Training train,
    @Setting(value = "Its shape.", byDefault = "{type: circle}") Shape shape,
    @Setting(value = "More of them.", byDefault = "[]") List<Shape> more,
    @Setting(value = "What else there is to say.", byDefault = "null") @Nullable String note,
    @Setting(value = "Means.", byDefault = "[0.5, 0.25]", above = 0) List<Double> mean) {

  record Training(
      @Setting("Seed.") long seed,
      @Setting(value = "Epochs.", byDefault = "3", atLeast = 1, unit = "epochs", effect = COURSE)
          int epochs,
      @Setting(value = "Rate.", byDefault = "1e-3", formerly = "speed") float rate,
      @Setting(value = "Whether it talks.", byDefault = "false", effect = NONE) boolean verbose,
      @Setting(value = "How.", byDefault = "fast-and-loose") Mode mode) {

    Training {
      Settings.check(Training.class, seed, epochs, rate, verbose, mode);
      if (verbose && mode == Mode.SAFE) {
        throw new IllegalArgumentException("a safe training cannot be verbose");
      }
    }
  }

  enum Mode {
    FAST_AND_LOOSE,
    @JsonProperty("safe+sound")
    SAFE
  }

  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
  @JsonSubTypes({
    @JsonSubTypes.Type(value = Circle.class, name = "circle"),
    @JsonSubTypes.Type(value = Box.class, name = "box")
  })
  interface Shape {}

  @Summary("Round.")
  record Circle(@Setting(value = "Radius.", byDefault = "1.5", above = 0) double radius)
      implements Shape {}

  @Summary("Square.")
  record Box(
      @Setting(value = "Width.", byDefault = "2") int width,
      @Setting(value = "Height.", byDefault = "1") int height,
      @Setting(value = "What is in it.", byDefault = "{type: circle}") Shape shape)
      implements Shape {}

  /** Not in the list of the family. */
  record Star(
      @Setting(value = "Points.", atLeast = 3) int points,
      @Setting(value = "Inner radius.", byDefault = "0.5") double inner)
      implements Shape {
    Star {
      if (points > 50) {
        throw new ArithmeticException("too many");
      }
    }
  }

  /** No record. */
  static final class Blob implements Shape {}
}
