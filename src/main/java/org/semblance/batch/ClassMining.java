package org.semblance.batch;

import java.io.Serializable;
import org.semblance.config.Setting;
import org.semblance.config.Settings;

/**
 * Which classes share a batch, by the distance of their representatives: {@code apfs.mining}.
 *
 * @param share of a batch's slots after the first that are mined, the rest follow the schedule;
 *     from 0 to 1
 * @param slack how many visits a mined class may be ahead of the class with the fewest; 0 keeps the
 *     schedule balanced
 * @param neighbors nearest classes kept per class; where none of them is available the schedule
 *     decides
 * @param embeddings where the representatives' embeddings come from
 */
public record ClassMining(
    @Setting(
            value =
                "none; seed (nearest to the batch's first class); set (to any of its "
                    + "classes); graph.",
            byDefault = "none")
        Rule rule,
    @Setting(
            value = "Share of a batch's slots that are mined.",
            byDefault = "0.5",
            atLeast = 0,
            atMost = 1)
        double share,
    @Setting(
            value = "Visits a mined class may be ahead of the least visited.",
            byDefault = "0",
            atLeast = 0)
        int slack,
    @Setting(
            value = "Nearest classes kept per class.",
            byDefault = "256",
            atLeast = 1,
            unit = "classes")
        int neighbors,
    @Setting(
            value =
                "fresh: representatives embedded by the net as it is, whenever a part of "
                    + "a round is planned (a round, or the time between two validations). "
                    + "memory: as last seen in training; planned anew after each pass over the "
                    + "classes.",
            byDefault = "fresh")
        Source embeddings)
    implements Serializable {

  /** What is nearest. */
  public enum Rule {
    NONE,
    /** Nearest to the first class of the batch. */
    SEED,
    /** Nearest to any class of the batch. */
    SET,
    /** A class and its nearest ones whatever the schedule; every class is first once per pass. */
    GRAPH
  }

  /** Where embeddings come from. */
  public enum Source {
    /** The representatives, embedded at the start of each planned segment. */
    FRESH,
    /** The latest embeddings seen in training since the round began. */
    MEMORY
  }

  public ClassMining {
    Settings.check(ClassMining.class, rule, share, slack, neighbors, embeddings);
  }

  /** Whether any slot is mined. */
  public boolean isActive() {
    return rule != Rule.NONE;
  }

  /** Whether embeddings come from training itself, so that they change within a round. */
  public boolean readsMemory() {
    return isActive() && embeddings == Source.MEMORY;
  }

  /** Whether the class in {@code slot} of a batch of {@code classes} classes is mined. */
  boolean mines(int slot, int classes) {
    if (rule == Rule.NONE || slot == 0) {
      return false;
    }
    return rule == Rule.GRAPH || slot <= Math.floor(share * (classes - 1) + 0.5);
  }
}
