package org.semblance.method.objective;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import org.semblance.batch.ApfsSettings.PairAnchors;
import org.semblance.batch.ApfsSettings.PairScope;
import org.semblance.distance.CosineSimilarity;
import org.semblance.distance.Distance;
import org.semblance.distance.DotProduct;
import org.semblance.distance.LpDistance;
import org.semblance.distance.SmoothedEuclidean;
import org.semblance.loss.ArcFace;
import org.semblance.loss.ArcFace.CosineRange;
import org.semblance.loss.ClassWeightLoss;
import org.semblance.loss.Contrastive;
import org.semblance.loss.CosFace;
import org.semblance.loss.LiftedStructure;
import org.semblance.loss.Margin;
import org.semblance.loss.Margin.Boundary;
import org.semblance.loss.Margin.Divisor;
import org.semblance.loss.MultiSimilarity;
import org.semblance.loss.MultiSimilarity.Average;
import org.semblance.loss.NPairs;
import org.semblance.loss.NormSoftmax;
import org.semblance.loss.PairLoss;
import org.semblance.loss.ProxyAnchor;
import org.semblance.loss.ProxyNca;
import org.semblance.loss.Softmax;
import org.semblance.loss.Triplet;
import org.semblance.loss.Triplet.Hinge;
import org.semblance.loss.Triplet.Swap;
import org.semblance.method.apfs.ScopedPairs;
import org.semblance.miner.Miner;
import org.semblance.miner.MultiSimilarityMiner;
import org.semblance.miner.NoMining;
import org.semblance.reducer.Reducer;

/** The losses that golden configurations name. */
public final class GoldenLosses {

  private GoldenLosses() {}

  /** The class-weight loss of a MemVir case. */
  public static ClassWeightLoss of(JsonNode config) {
    double scale = config.path("scale").doubleValue();
    double margin = config.path("margin").doubleValue();
    String name = config.path("loss").asText();
    return switch (name) {
      case "norm_softmax" -> new NormSoftmax(scale, true);
      case "proxy_nca" -> new ProxyNca(scale);
      case "softmax" -> new Softmax(scale);
      case "cosface" -> new CosFace(scale, margin);
      case "arcface" -> new ArcFace(scale, margin, 1, CosineRange.FULL);
      case "proxy_anchor" ->
          new ProxyAnchor(config.path("alpha").doubleValue(), config.path("delta").doubleValue());
      default -> throw new AssertionError("unknown loss " + name);
    };
  }

  /**
   * The ranking loss of an OBD-SD case.
   *
   * @param triplets what the margin loss compares; missing for multi-similarity
   */
  public static Objective ranking(JsonNode config, JsonNode triplets) {
    String name = config.has("margin") ? "margin" : config.path("loss").asText("ms");
    return switch (name) {
      case "ms" -> new LossObjective(multiSimilarity(config.path("ms")));
      case "margin" -> new FixedTriplets(margin(config.path("margin")), triplets);
      default -> throw new AssertionError("unknown loss " + name);
    };
  }

  /** The pair loss of an APFS case, within the scope that the case names. */
  public static Objective scoped(JsonNode config) {
    return new ScopedPairs(
        pairs(config),
        PairScope.valueOf(upperCase(config, "scope")),
        PairAnchors.valueOf(upperCase(config, "anchors")),
        config.path("mixed_weight").doubleValue());
  }

  /** The losses of the APFS files: of rows as given, means over terms above 1e-12. */
  private static PairLoss pairs(JsonNode config) {
    Reducer active = new Reducer.ThresholdMean(1e-12, Double.POSITIVE_INFINITY);
    Distance euclidean = new LpDistance(2, config.path("power").asDouble(1), false);
    Distance dot = new DotProduct(false);
    Miner none = new NoMining();
    double margin = config.path("margin").doubleValue();
    double alpha = config.path("alpha").doubleValue();
    double beta = config.path("beta").doubleValue();
    String name = config.path("loss").asText();
    return switch (name) {
      case "contrastive" ->
          new Contrastive(
              config.path("positive_margin").doubleValue(),
              config.path("negative_margin").doubleValue(),
              euclidean,
              active,
              none);
      case "margin" -> new Contrastive(beta - alpha, beta + alpha, euclidean, active, none);
      case "triplet" -> new Triplet(margin, Hinge.HARD, Swap.NEVER, euclidean, active, none);
      case "n_pair" -> new NPairs(dot, none);
      case "lifted" -> new LiftedStructure(0, margin, euclidean, new Reducer.Mean(), none);
      case "multi_similarity" ->
          new MultiSimilarity(
              alpha,
              beta,
              config.path("base").doubleValue(),
              Average.CONTRIBUTING_ANCHORS,
              dot,
              none);
      default -> throw new AssertionError("unknown loss " + name);
    };
  }

  private static String upperCase(JsonNode config, String key) {
    return config.path(key).asText().toUpperCase(Locale.ROOT);
  }

  /** The published values where {@code parameters} is missing. */
  private static PairLoss multiSimilarity(JsonNode parameters) {
    Distance cosine = new CosineSimilarity();
    return new MultiSimilarity(
        parameters.path("pos_weight").asDouble(2),
        parameters.path("neg_weight").asDouble(40),
        parameters.path("thresh").asDouble(0.5),
        Average.CONTRIBUTING_ANCHORS,
        cosine,
        new MultiSimilarityMiner(parameters.path("margin").asDouble(0.1), cosine));
  }

  private static PairLoss margin(JsonNode parameters) {
    return new Margin(
        parameters.path("alpha").asDouble(0.2),
        parameters.path("beta_init").asDouble(1.2),
        parameters.path("beta_trainable").asBoolean(true) ? Boundary.PER_CLASS : Boundary.CONSTANT,
        parameters.path("nu").asDouble(0),
        Divisor.ACTIVE_TRIPLETS,
        new SmoothedEuclidean(1e-8, true),
        new NoMining());
  }
}
