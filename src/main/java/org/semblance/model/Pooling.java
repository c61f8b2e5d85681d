package org.semblance.model;

import ai.djl.ndarray.NDArray;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.databind.annotation.JsonTypeIdResolver;
import java.io.Serializable;
import org.semblance.config.FamilyNames;
import org.semblance.config.Summary;

/** How a map of features {@code [n, c, h, w]} becomes one vector per image {@code [n, c]}. */
@JsonTypeInfo(use = JsonTypeInfo.Id.CUSTOM, property = "type")
@JsonTypeIdResolver(FamilyNames.class)
@JsonSubTypes({
  @JsonSubTypes.Type(value = Pooling.Average.class, name = "avg"),
  @JsonSubTypes.Type(value = Pooling.Maximum.class, name = "max"),
  @JsonSubTypes.Type(value = Pooling.AveragePlusMaximum.class, name = "avg+max")
})
public interface Pooling extends Serializable {

  /** A new array attached to the manager of {@code features}. */
  NDArray apply(NDArray features);

  /** The mean over all positions. */
  @Summary("The mean over all positions.")
  record Average() implements Pooling {
    @Override
    public NDArray apply(NDArray features) {
      return features.getNDArrayInternal().globalAvgPool();
    }
  }

  /** The maximum over all positions. */
  @Summary("The maximum over all positions.")
  record Maximum() implements Pooling {
    @Override
    public NDArray apply(NDArray features) {
      return features.getNDArrayInternal().globalMaxPool();
    }
  }

  /** The sum of mean and maximum. */
  @Summary("The sum of mean and maximum.")
  record AveragePlusMaximum() implements Pooling {
    @Override
    public NDArray apply(NDArray features) {
      try (NDArray mean = new Average().apply(features);
          NDArray maximum = new Maximum().apply(features)) {
        return mean.add(maximum);
      }
    }
  }
}
