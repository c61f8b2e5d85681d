package org.semblance.loss;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import org.semblance.distance.CosineSimilarity;
import org.semblance.distance.Distance;
import org.semblance.distance.DotProduct;
import org.semblance.distance.LpDistance;
import org.semblance.distance.SignalToNoise;
import org.semblance.miner.Miner;
import org.semblance.reducer.Reducer;

/** Our loss for the loss and the parameters that a case of pytorch-metric-learning names. */
public final class PmlLosses {

  private static final Distance COSINE = new CosineSimilarity();
  private static final Distance EUCLIDEAN = LpDistance.euclidean();
  private static final Reducer MEAN = new Reducer.Mean();
  private static final Reducer NON_ZERO = new Reducer.NonZeroMean();

  private PmlLosses() {}

  /** {@code name} up to its first underscore or slash is the class of the peer. */
  public static MetricLoss of(String name, JsonNode params) {
    PmlSettings of = new PmlSettings(params);
    Miner miner = of.miner();
    String peerClass = name.replaceFirst("[_/].*", "");
    return switch (peerClass) {
      case "ContrastiveLoss" ->
          new Contrastive(
              of.number("pos_margin", 0),
              of.number("neg_margin", 1),
              of.distance(EUCLIDEAN),
              of.reducer(NON_ZERO),
              miner);
      case "TripletMarginLoss" ->
          new Triplet(
              of.number("margin"),
              of.flag("smooth_loss") ? Triplet.Hinge.SOFT : Triplet.Hinge.HARD,
              of.flag("swap") ? Triplet.Swap.CLOSER : Triplet.Swap.NEVER,
              of.distance(EUCLIDEAN),
              of.reducer(NON_ZERO),
              miner);
      case "MultiSimilarityLoss" ->
          new MultiSimilarity(
              of.number("alpha"),
              of.number("beta"),
              of.number("base", 0.5),
              MultiSimilarity.Average.ALL_ANCHORS,
              of.distance(COSINE),
              miner);
      case "NormalizedSoftmaxLoss" ->
          new NormSoftmax(
              1 / of.number("temperature"),
              !of.distance(new DotProduct(true)).equals(new DotProduct(false)));
      case "ProxyNCALoss" -> new ProxyNca(of.number("softmax_scale", 1));
      case "ProxyAnchorLoss" -> new ProxyAnchor(of.number("alpha"), of.number("margin"));
      case "CosFaceLoss" -> new CosFace(of.number("scale"), of.number("margin"));
      case "ArcFaceLoss", "SubCenterArcFaceLoss" ->
          new ArcFace(
              of.number("scale"),
              Math.toRadians(of.number("margin_degrees")),
              (int) of.number("sub_centers", 1),
              ArcFace.CosineRange.FULL);
      case "LargeMarginSoftmaxLoss" ->
          new LargeMarginSoftmax(
              (int) of.number("margin"),
              of.number("scale"),
              LargeMarginSoftmax.Norms.ROWS_AND_WEIGHTS);
      case "SphereFaceLoss" ->
          new LargeMarginSoftmax(
              (int) of.number("margin"), of.number("scale"), LargeMarginSoftmax.Norms.ROWS);
      case "SoftTripleLoss" ->
          new SoftTriple(
              (int) of.number("centers_per_class"),
              of.number("la", 20),
              of.number("gamma"),
              of.number("margin"),
              of.number("reg_weight", 0));
      case "P2SGradLoss" -> new P2SGrad();
      case "MarginLoss" -> margin(of, miner);
      case "LiftedStructureLoss" ->
          new LiftedStructure(
              of.number("pos_margin", 0),
              of.number("neg_margin", 1),
              of.distance(EUCLIDEAN),
              of.reducer(MEAN),
              miner);
      case "GeneralizedLiftedStructureLoss" ->
          new GeneralizedLiftedStructure(
              of.number("pos_margin", 0),
              of.number("neg_margin", 1),
              of.distance(EUCLIDEAN),
              of.reducer(MEAN),
              miner);
      case "NPairsLoss" -> new NPairs(of.distance(new DotProduct(true)), miner);
      case "NTXentLoss" ->
          new NtXent(of.number("temperature"), of.distance(COSINE), of.reducer(MEAN), miner);
      case "SupConLoss" ->
          new SupCon(of.number("temperature"), of.distance(COSINE), of.reducer(NON_ZERO), miner);
      case "CircleLoss" ->
          new Circle(
              of.number("m"), of.number("gamma"), of.distance(COSINE), of.reducer(NON_ZERO), miner);
      case "AngularLoss" -> new Angular(of.number("alpha_degrees", 40), of.reducer(MEAN), miner);
      case "HistogramLoss" ->
          new Histogram(
              (int) of.number("n_bins"),
              Histogram.Negatives.IN_TRIPLETS,
              of.distance(COSINE),
              miner);
      case "FastAPLoss" -> new FastAp((int) of.number("num_bins"), miner);
      case "PNPLoss" ->
          new Pnp(
              Pnp.Variant.valueOf(of.text("variant", "O").toUpperCase(Locale.ROOT)),
              of.number("b"),
              of.number("alpha"),
              of.number("anneal", 0.01),
              of.distance(COSINE),
              miner);
      case "NCALoss" ->
          new Nca(of.number("softmax_scale", 1), of.distance(LpDistance.squaredEuclidean()), miner);
      case "TupletMarginLoss" ->
          new TupletMargin(
              of.number("margin_degrees"), of.number("scale"), of.reducer(MEAN), miner);
      case "IntraPairVarianceLoss" ->
          new IntraPairVariance(of.number("pos_eps", 0.01), of.number("neg_eps", 0.01), miner);
      case "SignalToNoiseRatioContrastiveLoss" ->
          new Contrastive(
              of.number("pos_margin", 0),
              of.number("neg_margin", 1),
              of.distance(new SignalToNoise()),
              of.reducer(NON_ZERO),
              miner);
      case "RankedListLoss" ->
          new RankedList(
              of.number("margin"),
              of.number("alpha"),
              of.number("imbalance", 0.5),
              of.number("Tp", 0),
              of.number("Tn"),
              miner);
      case "ThresholdConsistentMarginLoss" ->
          new ThresholdConsistentMargin(
              of.number("margin_plus", 0.9),
              of.number("margin_minus", 0.5),
              of.number("lambda_plus", 1),
              of.number("lambda_minus", 1),
              miner);
      default -> throw new IllegalArgumentException("unknown loss " + name);
    };
  }

  private static Margin margin(PmlSettings of, Miner miner) {
    Margin.Boundary boundary =
        !of.flag("learn_beta")
            ? Margin.Boundary.CONSTANT
            : of.number("num_classes", 0) > 0 ? Margin.Boundary.PER_CLASS : Margin.Boundary.SHARED;
    return new Margin(
        of.number("margin"),
        constantInPeer(of.number("beta", 1.2)),
        boundary,
        of.number("nu", 0),
        Margin.Divisor.ACTIVE_TERMS,
        of.distance(EUCLIDEAN),
        miner);
  }

  /** The peer holds a boundary that is not trained in float32, whatever the embeddings are. */
  private static double constantInPeer(double beta) {
    return (float) beta;
  }
}
