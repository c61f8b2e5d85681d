package org.semblance.miner;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.io.Serializable;

/** Chooses pairs or triplets. Gradients do not pass through the choice. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(value = NoMining.class, name = "none"),
  @JsonSubTypes.Type(value = TripletMarginMiner.class, name = "triplet-margin"),
  @JsonSubTypes.Type(value = BatchExtremesMiner.class, name = "batch-extremes"),
  @JsonSubTypes.Type(value = MultiSimilarityMiner.class, name = "multi-similarity"),
  @JsonSubTypes.Type(value = PairMarginMiner.class, name = "pair-margin"),
  @JsonSubTypes.Type(value = AngularMiner.class, name = "angular"),
  @JsonSubTypes.Type(value = HardFractionMiner.class, name = "hard-fraction"),
  @JsonSubTypes.Type(value = DistanceWeightedMiner.class, name = "distance-weighted")
})
public interface Miner extends Serializable {

  /**
   * Narrows the tuples of {@code comparison}.
   *
   * @param key seeds random choices; miners without randomness ignore it
   */
  PairBatch mine(PairBatch comparison, long key);
}
