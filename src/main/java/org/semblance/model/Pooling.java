package org.semblance.model;

import ai.djl.ndarray.NDArray;
import com.fasterxml.jackson.annotation.JsonProperty;

/** How a map of features {@code [n, c, h, w]} becomes one vector per image {@code [n, c]}. */
public enum Pooling {
  /** The mean over all positions. */
  @JsonProperty("avg")
  AVG {
    @Override
    public NDArray apply(NDArray features) {
      return features.getNDArrayInternal().globalAvgPool();
    }
  },
  /** The maximum over all positions. */
  @JsonProperty("max")
  MAX {
    @Override
    public NDArray apply(NDArray features) {
      return features.getNDArrayInternal().globalMaxPool();
    }
  },
  /** The sum of mean and maximum. */
  @JsonProperty("avg+max")
  AVG_MAX {
    @Override
    public NDArray apply(NDArray features) {
      try (NDArray mean = AVG.apply(features);
          NDArray maximum = MAX.apply(features)) {
        return mean.add(maximum);
      }
    }
  };

  /** A new array attached to the manager of {@code features}. */
  public abstract NDArray apply(NDArray features);
}
