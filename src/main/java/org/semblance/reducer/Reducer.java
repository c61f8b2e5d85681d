package org.semblance.reducer;

import ai.djl.ndarray.NDArray;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.io.Serializable;
import java.util.List;
import org.semblance.config.Setting;
import org.semblance.config.Settings;
import org.semblance.config.Summary;
import org.semblance.tensor.Masked;

/**
 * Makes one number of the terms of a loss. Every reduction of no terms is 0.
 *
 * <p>{@code terms} are {@code [rows]}, {@code [rows, columns]} (pairs) or a list of tuples; {@code
 * counts} has their shape and says how often each term takes part (0 to leave it out); {@code
 * labels} {@code [rows]} int64 is the class of the anchor of each row.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Reducer.Mean.class, name = "mean"),
  @JsonSubTypes.Type(value = Reducer.Sum.class, name = "sum"),
  @JsonSubTypes.Type(value = Reducer.NonZeroMean.class, name = "non-zero-mean"),
  @JsonSubTypes.Type(value = Reducer.ThresholdMean.class, name = "threshold-mean"),
  @JsonSubTypes.Type(value = Reducer.Divisor.class, name = "divisor"),
  @JsonSubTypes.Type(value = Reducer.ClassWeighted.class, name = "class-weighted"),
  @JsonSubTypes.Type(value = Reducer.PerAnchor.class, name = "per-anchor")
})
public interface Reducer extends Serializable {

  /** A scalar attached to the manager of {@code terms}. */
  NDArray reduce(NDArray terms, NDArray counts, NDArray labels);

  /** The mean of all terms. */
  @Summary("Mean of all terms.")
  record Mean() implements Reducer {
    @Override
    public NDArray reduce(NDArray terms, NDArray counts, NDArray labels) {
      return Masked.mean(terms, counts);
    }
  }

  /** The sum of all terms. */
  @Summary("Sum of all terms.")
  record Sum() implements Reducer {
    @Override
    public NDArray reduce(NDArray terms, NDArray counts, NDArray labels) {
      return terms.mul(counts).sum();
    }
  }

  /** The mean of the terms above zero. */
  @Summary("Mean of the terms above 0.")
  record NonZeroMean() implements Reducer {
    @Override
    public NDArray reduce(NDArray terms, NDArray counts, NDArray labels) {
      return Masked.mean(terms, counts.mul(Masked.indicator(terms.gt(0), terms)));
    }
  }

  /** The mean of the terms strictly between {@code low} and {@code high}. */
  @Summary("Mean of the terms strictly between two bounds.")
  record ThresholdMean(
      @Setting(value = "Lower bound.", byDefault = "0.0", infinite = true) double low,
      @Setting(value = "Upper bound.", byDefault = "10.0", infinite = true) double high)
      implements Reducer {
    public ThresholdMean {
      Settings.check(ThresholdMean.class, low, high);
      if (!(low < high)) {
        throw new IllegalArgumentException("low must be below high (" + high + "), got " + low);
      }
    }

    @Override
    public NDArray reduce(NDArray terms, NDArray counts, NDArray labels) {
      NDArray inside = terms.gt(low).logicalAnd(terms.lt(high));
      return Masked.mean(terms, counts.mul(Masked.indicator(inside, terms)));
    }
  }

  /** The sum of all terms divided by a constant. */
  @Summary("Sum over a constant.")
  record Divisor(@Setting(value = "The constant.", byDefault = "1.0", above = 0) double divisor)
      implements Reducer {
    public Divisor {
      Settings.check(Divisor.class, divisor);
    }

    @Override
    public NDArray reduce(NDArray terms, NDArray counts, NDArray labels) {
      return terms.mul(counts).sum().div(divisor);
    }
  }

  /** The mean of the terms, each times the weight of its anchor's class. */
  @Summary("Mean of terms weighted by class.")
  record ClassWeighted(
      @Setting(value = "One number per training class.", atLeast = 0) List<Double> weights)
      implements Reducer {
    public ClassWeighted {
      Settings.check(ClassWeighted.class, weights);
      weights = List.copyOf(weights);
    }

    @Override
    public NDArray reduce(NDArray terms, NDArray counts, NDArray labels) {
      double[] values = weights.stream().mapToDouble(Double::doubleValue).toArray();
      NDArray byClass =
          terms
              .getManager()
              .create(values)
              .toType(terms.getDataType(), false)
              .toDevice(terms.getDevice(), false);
      NDArray byRow = byClass.gather(labels, 0);
      boolean perRow = terms.getShape().dimension() == 1;
      return Masked.mean(terms.mul(perRow ? byRow : byRow.expandDims(1)), counts);
    }
  }

  /** Pairs averaged within their anchor, then over all anchors, those without a pair as 0. */
  @Summary("Mean within each anchor first.")
  record PerAnchor() implements Reducer {
    @Override
    public NDArray reduce(NDArray terms, NDArray counts, NDArray labels) {
      boolean perRow = terms.getShape().dimension() == 1;
      return perRow ? Masked.mean(terms, counts) : Masked.rowMean(terms, counts).mean();
    }
  }
}
