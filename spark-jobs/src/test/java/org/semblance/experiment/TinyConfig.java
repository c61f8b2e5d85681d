package org.semblance.experiment;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A small configuration with one of everything that settings records may hold. */
record TinyConfig(
    String name,
    Training train,
    Shape shape,
    List<Shape> more,
    @Nullable String note,
    List<Double> mean) {

  static final ConfigText BASE =
      new ConfigText(
          "base.yaml",
          """
          name: tiny
          train:
            seed:
            epochs: 3
            rate: 1e-3
            verbose: false
            mode: fast-and-loose
          shape:
            type: circle
          shape-defaults:
            circle: {radius: 1.5}
            box: {width: 2, height: 1, shape: {type: circle}}
          more: []
          more-defaults:
            circle: {radius: 1.5}
            box: {width: 2, height: 1, shape: {type: circle}}
          note:
          mean: [0.5, 0.25]
          """);

  record Training(long seed, int epochs, float rate, boolean verbose, Mode mode) {
    Training {
      if (epochs < 1) {
        throw new IllegalArgumentException("epochs must be at least 1, got " + epochs);
      }
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

  record Circle(double radius) implements Shape {
    Circle {
      if (!(radius > 0)) {
        throw new IllegalArgumentException("radius must be positive, got " + radius);
      }
    }
  }

  record Box(int width, int height, Shape shape) implements Shape {}

  /** Not in the list of the family. */
  record Star(int points) implements Shape {
    Star {
      if (points < 3) {
        throw new IllegalArgumentException("points must be at least 3, got " + points);
      }
      if (points > 50) {
        throw new ArithmeticException("too many");
      }
    }
  }

  /** No record. */
  static final class Blob implements Shape {}
}
