package org.semblance.batch;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.io.Serializable;
import org.semblance.config.Setting;
import org.semblance.config.Settings;

/**
 * Section {@code apfs}: alternating projections onto feasible sets. Batches keep one representative
 * image per class for a round; each round pulls the weights towards those of the round before.
 *
 * @param enabled whether the planner of this section draws the batches, not {@code plan.sampler}
 * @param classesPerBatch P, classes in a worker's batch
 * @param imagesPerClass M, images per class including the representative, at least 2
 * @param placement how the workers of a step share classes
 * @param shortClass what a class does that has too few images
 * @param representatives how they are chosen and shown
 * @param round when a round is over
 * @param mining which classes share a batch
 * @param pairScope which pairs the loss uses
 * @param pairAnchors which rows are anchors of those pairs
 * @param mixedWeight weight of all pairs beside the representatives' where {@code pairScope} is
 *     {@code MIXED}
 * @param proximal the pull to the last round's weights
 */
public record ApfsSettings(
    @Setting(value = "Whether this section draws the batches.", byDefault = "false")
        boolean enabled,
    @Setting(
            value = "P, classes in the batch of one rank.",
            byDefault = "32",
            atLeast = 1,
            unit = "classes")
        int classesPerBatch,
    @Setting(
            value = "M, images per class with the representative.",
            byDefault = "4",
            atLeast = 2,
            unit = "images")
        int imagesPerClass,
    @Setting(
            value =
                "disjoint: each rank has classes of its own; shared: all ranks have the "
                    + "same classes and representatives, and different other images.",
            byDefault = "disjoint")
        Placement placement,
    @Setting(
            value =
                "What a class of fewer than M images does: repeat (augmented anew), "
                    + "shrink (leave slots empty), skip.",
            byDefault = "repeat")
        ShortClass shortClass,
    @Setting("The image that stands for its class in a round.") Representatives representatives,
    @Setting(
            value =
                "When a round is over. plateau needs images of split val, feasible a "
                    + "loss of type contrastive, triplet or margin.",
            byDefault = "{type: coverage}")
        RoundRule round,
    @Setting("Hard class mining by the distance of representatives.") ClassMining mining,
    @Setting(
            value =
                "Pairs that the loss uses: rep (representatives with others and with "
                    + "each other), cross (with others), all, mixed (rep plus mixed-weight "
                    + "times all).",
            byDefault = "rep")
        PairScope pairScope,
    @Setting(
            value =
                "Rows that are anchors of these pairs: all; representatives (n-pairs, "
                    + "triplets around a representative); others (triplets and "
                    + "multi-similarity against representatives).",
            byDefault = "all")
        PairAnchors pairAnchors,
    @Setting(
            value = "Weight of all pairs where pair-scope is mixed.",
            byDefault = "0.1",
            atLeast = 0)
        double mixedWeight,
    @Setting(
            "Pull to the weights of the round before: lambda decay^k (weights - "
                + "reference) in round k.")
        Proximal proximal)
    implements Serializable {

  /** How the workers of a step share classes. */
  public enum Placement {
    /** Every worker has classes of its own. */
    DISJOINT,
    /** All workers have the same classes and representatives, and different other images. */
    SHARED
  }

  /** What a class with fewer images than its slots does. */
  public enum ShortClass {
    /** Shows images again, each time augmented anew. */
    REPEAT,
    /** Leaves slots empty. */
    SHRINK,
    /** Takes no part in training. */
    SKIP
  }

  /** Rule that chooses the representative of a class. */
  public enum RepresentativeRule {
    /** Each image once in random order. */
    @JsonProperty("random-cycle")
    RANDOM_CYCLE,
    /** The image of a random pool farthest from all former representatives. */
    FARTHEST,
    /** The image nearest to the class mean that was not chosen yet. */
    MEDOID
  }

  /** How a representative's pixels are made. */
  public enum RepresentativeTransform {
    TRAIN,
    TEST
  }

  /** Pairs that the loss uses; reps are the representatives of the batch. */
  public enum PairScope {
    /** Reps with other images, and reps of different classes with each other. */
    REP,
    /** Reps with other images. */
    CROSS,
    /** All pairs of the batch. */
    ALL,
    /** {@code REP} plus {@code mixedWeight} times {@code ALL}. */
    MIXED
  }

  /** Rows that are anchors; matters to losses that treat anchors and references differently. */
  public enum PairAnchors {
    /** All rows. */
    ALL,
    /** The representatives: for N-pair and for triplets around a representative. */
    REPRESENTATIVES,
    /** The other images: for triplets and multi-similarity against representatives. */
    OTHERS
  }

  /** Which weights of a round are the next round's reference. */
  public enum Anchor {
    /** {@code BEST} where rounds end on a plateau, else {@code LAST}. */
    AUTO,
    /** Those with the best validation value of the round. */
    BEST,
    /** Those at the end of the round. */
    LAST
  }

  /** Where the pull enters the update. */
  public enum Coupling {
    /** Added to the gradient, before clipping and the optimizer's moments. */
    COUPLED,
    /** Applied to the weights after the optimizer's step. */
    DECOUPLED
  }

  /**
   * The representatives.
   *
   * @param pool images per class that {@code FARTHEST} chooses from, at least 1
   */
  public record Representatives(
      @Setting(
              value =
                  "random-cycle: each image once in random order; farthest: of a pool, the "
                      + "one farthest from the former representatives; medoid: the one nearest "
                      + "to the class mean that was not chosen yet.",
              byDefault = "random-cycle")
          RepresentativeRule rule,
      @Setting(
              value = "Images per class that farthest chooses from.",
              byDefault = "12",
              atLeast = 1,
              unit = "images")
          int pool,
      @Setting(value = "Pixels of a representative: train is augmented.", byDefault = "train")
          RepresentativeTransform transform)
      implements Serializable {

    public Representatives {
      Settings.check(Representatives.class, rule, pool, transform);
    }
  }

  /**
   * The pull {@code lambda decay^k (weights - reference)} of round {@code k >= 1}.
   *
   * @param lambda at least 0
   * @param decay above 0
   */
  public record Proximal(
      @Setting(value = "Strength of the pull.", byDefault = "2.0e-4", atLeast = 0) double lambda,
      @Setting(value = "Factor of the strength from round to round.", byDefault = "1.0", above = 0)
          double decay,
      @Setting(
              value =
                  "Reference: best (plateau only: other rounds are not validated on their "
                      + "way) or last weights of a round; auto: best where round.type is "
                      + "plateau, else last.",
              byDefault = "auto")
          Anchor anchor,
      @Setting(
              value =
                  "coupled: added to the gradient; decoupled: applied after the "
                      + "optimizer's step.",
              byDefault = "coupled")
          Coupling coupling)
      implements Serializable {

    public Proximal {
      Settings.check(Proximal.class, lambda, decay, anchor, coupling);
    }

    /** The factor in force in {@code round}: 0 in round 0, which has no reference yet. */
    public double lambda(int round) {
      return round == 0 ? 0 : lambda * Math.pow(decay, round);
    }
  }

  public ApfsSettings {
    Settings.check(
        ApfsSettings.class,
        enabled,
        classesPerBatch,
        imagesPerClass,
        placement,
        shortClass,
        representatives,
        round,
        mining,
        pairScope,
        pairAnchors,
        mixedWeight,
        proximal);
  }

  /** The anchor with {@code AUTO} resolved. */
  public Anchor anchor() {
    if (proximal.anchor() != Anchor.AUTO) {
      return proximal.anchor();
    }
    return round.endsOnPlateau() ? Anchor.BEST : Anchor.LAST;
  }

  /** Whether all rounds can be planned before training: no choice depends on embeddings. */
  public boolean plannedAhead() {
    return round.hasFixedLength()
        && !mining.isActive()
        && representatives.rule() == RepresentativeRule.RANDOM_CYCLE;
  }

  /** Whether training itself plans the rounds, by embeddings or by when a round is over. */
  public boolean plannedLive() {
    return enabled && !plannedAhead();
  }

  /** Images of a class that the workers of one step show beside its representative. */
  int drawsPerVisit(int workers) {
    return placement == Placement.SHARED ? workers * (imagesPerClass - 1) : imagesPerClass - 1;
  }

  /** Classes that take part in one step. */
  int classesPerStep(int workers) {
    return placement == Placement.SHARED ? classesPerBatch : workers * classesPerBatch;
  }
}
