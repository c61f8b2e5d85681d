package org.semblance.loss;

import java.util.ArrayList;
import java.util.List;
import org.semblance.distance.CosineSimilarity;
import org.semblance.distance.Distance;
import org.semblance.distance.DotProduct;
import org.semblance.distance.LpDistance;
import org.semblance.distance.SignalToNoise;
import org.semblance.distance.SmoothedEuclidean;
import org.semblance.miner.BatchExtremesMiner;
import org.semblance.miner.BatchExtremesMiner.Choice;
import org.semblance.miner.DistanceWeightedMiner;
import org.semblance.miner.Miner;
import org.semblance.miner.MultiSimilarityMiner;
import org.semblance.miner.NoMining;
import org.semblance.miner.TripletMarginMiner;
import org.semblance.reducer.Reducer;

/** One of each loss, most with their published values, and the usual pairings with miners. */
final class PublishedLosses {

  private static final Distance COSINE = new CosineSimilarity();
  private static final Distance EUCLIDEAN = LpDistance.euclidean();
  private static final Reducer MEAN = new Reducer.Mean();
  private static final Reducer NON_ZERO = new Reducer.NonZeroMean();
  private static final Miner NONE = new NoMining();

  private PublishedLosses() {}

  static List<MetricLoss> all() {
    List<MetricLoss> losses = new ArrayList<>(withClassWeights());
    losses.addAll(ofPairs());
    losses.addAll(ofTriplets());
    return losses;
  }

  static List<ClassWeightLoss> withClassWeights() {
    return List.of(
        new NormSoftmax(23, true),
        new NormSoftmax(2, false),
        new Softmax(1),
        new ProxyNca(12),
        new ProxyNcaOriginal(9),
        new ProxyAnchor(32, 0.1),
        new CosFace(23, 0.1),
        new ArcFace(23, 0.1, 1, ArcFace.CosineRange.FULL),
        new ArcFace(16, 0.5, 3, ArcFace.CosineRange.NON_NEGATIVE),
        new SoftTriple(3, 20, 0.1, 0.01, 0.2),
        new LargeMarginSoftmax(4, 1, LargeMarginSoftmax.Norms.ROWS_AND_WEIGHTS),
        new LargeMarginSoftmax(3, 1, LargeMarginSoftmax.Norms.ROWS),
        new P2SGrad());
  }

  private static Triplet triplet(Triplet.Hinge hinge, Triplet.Swap swap, Miner miner) {
    return new Triplet(0.2, hinge, swap, EUCLIDEAN, NON_ZERO, miner);
  }

  private static Margin margin(
      Margin.Boundary boundary, Margin.Divisor divisor, Distance distance, Miner miner) {
    return new Margin(0.2, 1.2, boundary, 0.01, divisor, distance, miner);
  }

  private static List<PairLoss> ofPairs() {
    return List.of(
        new Contrastive(0, 1, EUCLIDEAN, NON_ZERO, NONE),
        new Contrastive(1, 0.5, COSINE, NON_ZERO, NONE),
        new Contrastive(0, 1, new LpDistance(1, 1, true), MEAN, NONE),
        new Contrastive(0, 1, new LpDistance(3, 2, false), new Reducer.PerAnchor(), NONE),
        new Contrastive(0, 1, new SignalToNoise(), NON_ZERO, NONE),
        new MultiSimilarity(2, 50, 0.5, MultiSimilarity.Average.ALL_ANCHORS, COSINE, NONE),
        new MultiSimilarity(
            2,
            40,
            0.5,
            MultiSimilarity.Average.CONTRIBUTING_ANCHORS,
            COSINE,
            new MultiSimilarityMiner(0.1, COSINE)),
        new NtXent(0.07, COSINE, MEAN, NONE),
        new SupCon(0.1, COSINE, NON_ZERO, NONE),
        new Circle(0.4, 80, COSINE, NON_ZERO, NONE),
        new NPairs(new DotProduct(false), NONE),
        new LiftedStructure(0, 1, EUCLIDEAN, MEAN, NONE),
        new GeneralizedLiftedStructure(0, 1, EUCLIDEAN, MEAN, NONE),
        new Nca(1, LpDistance.squaredEuclidean(), NONE),
        new Angular(40, MEAN, NONE),
        new TupletMargin(5.73, 64, MEAN, NONE),
        new IntraPairVariance(0.01, 0.01, NONE),
        new RankedList(0.4, 1.2, 0.5, 0, 5, NONE),
        new ThresholdConsistentMargin(0.9, 0.5, 1, 1, NONE),
        new Histogram(100, Histogram.Negatives.IN_TRIPLETS, COSINE, NONE),
        new FastAp(10, NONE),
        new SmoothAp(0.01, COSINE, NONE),
        new Pnp(Pnp.Variant.DQ, 2, 4, 0.01, COSINE, NONE),
        new Pnp(Pnp.Variant.IB, 2, 4, 0.1, COSINE, NONE));
  }

  private static List<PairLoss> ofTriplets() {
    Miner semiHard = new TripletMarginMiner(0.2, TripletMarginMiner.Select.SEMI_HARD, EUCLIDEAN);
    Miner batchHard = new BatchExtremesMiner(Choice.HARD, Choice.HARD, EUCLIDEAN);
    Miner weighted = new DistanceWeightedMiner(0.5, 1.4, DistanceWeightedMiner.Positives.EVERY);
    Miner drawn =
        new DistanceWeightedMiner(0.5, 2.1, DistanceWeightedMiner.Positives.ONE_PER_ANCHOR);
    Distance smoothed = new SmoothedEuclidean(1e-8, true);
    return List.of(
        triplet(Triplet.Hinge.HARD, Triplet.Swap.NEVER, NONE),
        triplet(Triplet.Hinge.SOFT, Triplet.Swap.CLOSER, NONE),
        triplet(Triplet.Hinge.HARD, Triplet.Swap.NEVER, semiHard),
        triplet(Triplet.Hinge.SOFT, Triplet.Swap.NEVER, batchHard),
        margin(Margin.Boundary.PER_CLASS, Margin.Divisor.ACTIVE_TERMS, EUCLIDEAN, weighted),
        margin(Margin.Boundary.SHARED, Margin.Divisor.ACTIVE_TRIPLETS, smoothed, drawn),
        margin(Margin.Boundary.CONSTANT, Margin.Divisor.ACTIVE_TRIPLETS, smoothed, NONE));
  }
}
