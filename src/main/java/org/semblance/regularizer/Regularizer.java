package org.semblance.regularizer;

import ai.djl.ndarray.NDArray;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.io.Serializable;
import org.semblance.config.Setting;
import org.semblance.config.Settings;
import org.semblance.config.Summary;
import org.semblance.distance.LpDistance;
import org.semblance.distance.UnitRows;
import org.semblance.tensor.Masked;

/** A penalty on the rows of a matrix: embeddings, or class weights. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Regularizer.Lp.class, name = "lp"),
  @JsonSubTypes.Type(value = Regularizer.ZeroMean.class, name = "zero-mean"),
  @JsonSubTypes.Type(value = Regularizer.CenterInvariant.class, name = "center-invariant"),
  @JsonSubTypes.Type(value = Regularizer.RegularFace.class, name = "regular-face"),
  @JsonSubTypes.Type(value = Regularizer.SparseCenters.class, name = "sparse-centers")
})
public interface Regularizer extends Serializable {

  /** The penalty of {@code rows} {@code [n, d]}: a scalar attached to their manager. */
  NDArray penalty(NDArray rows);

  /** The mean over rows of {@code |x|_p^power}. */
  @Summary("The mean p-norm of the rows.")
  record Lp(
      @Setting(value = "Order of the norm.", byDefault = "2", atLeast = 1) double p,
      @Setting(value = "Exponent of the norm.", byDefault = "1", above = 0) double power)
      implements Regularizer {
    public Lp {
      Settings.check(Lp.class, p, power);
    }

    @Override
    public NDArray penalty(NDArray rows) {
      NDArray origin = rows.getManager().zeros(rows.get("0:1").getShape(), rows.getDataType());
      return new LpDistance(p, power, false)
          .matrix(rows, origin.toDevice(rows.getDevice(), false))
          .mean();
    }
  }

  /** The mean over rows of the absolute sum of the row. */
  @Summary("The distance of the mean row from the origin.")
  record ZeroMean() implements Regularizer {
    @Override
    public NDArray penalty(NDArray rows) {
      return rows.sum(new int[] {1}).abs().mean();
    }
  }

  /** The mean of {@code (|w|^2 - mean |w|^2)^2 / 4}: Wu et al. 2017, Center Invariant Loss. */
  @Summary("Differences of the rows' lengths from their mean.")
  record CenterInvariant() implements Regularizer {
    @Override
    public NDArray penalty(NDArray rows) {
      NDArray squared = rows.square().sum(new int[] {1});
      return squared.sub(squared.mean()).square().mean().div(4);
    }
  }

  /** The mean over rows of the largest cosine to another row: Zhao et al. 2019, RegularFace. */
  @Summary("The cosine of each class's weights with the nearest other class's.")
  record RegularFace() implements Regularizer {
    @Override
    public NDArray penalty(NDArray rows) {
      int count = (int) rows.size(0);
      if (count == 1) {
        return rows.sum().mul(0);
      }
      NDArray unit = UnitRows.of(rows);
      NDArray self = rows.getManager().eye(count, count, 0, rows.getDataType());
      NDArray others = Masked.not(self.toDevice(rows.getDevice(), false));
      return Masked.max(unit.matMul(unit.transpose()), others, 1).mean();
    }
  }

  /**
   * Over pairs of centers of one class, the sum of {@code sqrt(2 - 2 cos)} divided by twice the
   * number of pairs: Qian et al. 2019, SoftTriple Loss, eq. 8. Rows are class-major.
   */
  @Summary("The distances between the centers of a class.")
  record SparseCenters(
      @Setting(value = "Weights per class.", byDefault = "10", atLeast = 2) int centersPerClass)
      implements Regularizer {
    public SparseCenters {
      Settings.check(SparseCenters.class, centersPerClass);
    }

    @Override
    public NDArray penalty(NDArray rows) {
      int classes = (int) rows.size(0) / centersPerClass;
      NDArray unit = UnitRows.of(rows).reshape(classes, centersPerClass, rows.size(1));
      NDArray differences = unit.expandDims(2).sub(unit.expandDims(1));
      NDArray distances = Masked.sqrt(differences.square().sum(new int[] {3}));
      int orderedPairs = classes * centersPerClass * (centersPerClass - 1);
      return distances.sum().div(2.0 * orderedPairs);
    }
  }
}
