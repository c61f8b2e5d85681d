package org.semblance.batch;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.io.Serializable;

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
    boolean enabled,
    int classesPerBatch,
    int imagesPerClass,
    Placement placement,
    ShortClass shortClass,
    Representatives representatives,
    RoundRule round,
    ClassMining mining,
    PairScope pairScope,
    PairAnchors pairAnchors,
    double mixedWeight,
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
      RepresentativeRule rule, int pool, RepresentativeTransform transform)
      implements Serializable {

    public Representatives {
      require(pool >= 1, "pool must be at least 1, got " + pool);
    }
  }

  /**
   * The pull {@code lambda decay^k (weights - reference)} of round {@code k >= 1}.
   *
   * @param lambda at least 0
   * @param decay above 0
   */
  public record Proximal(double lambda, double decay, Anchor anchor, Coupling coupling)
      implements Serializable {

    public Proximal {
      require(lambda >= 0, "lambda must be at least 0, got " + lambda);
      require(decay > 0, "decay must be above 0, got " + decay);
    }

    /** The factor in force in {@code round}: 0 in round 0, which has no reference yet. */
    public double lambda(int round) {
      return round == 0 ? 0 : lambda * Math.pow(decay, round);
    }
  }

  public ApfsSettings {
    require(classesPerBatch >= 1, "classes-per-batch must be at least 1, got " + classesPerBatch);
    require(imagesPerClass >= 2, "images-per-class must be at least 2, got " + imagesPerClass);
    require(mixedWeight >= 0, "mixed-weight must be at least 0, got " + mixedWeight);
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

  static void require(boolean condition, String message) {
    if (!condition) {
      throw new IllegalArgumentException(message);
    }
  }
}
