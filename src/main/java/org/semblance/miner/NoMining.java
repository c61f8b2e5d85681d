package org.semblance.miner;

import org.semblance.config.Summary;

/** Keeps everything: no mining. */
@Summary("Every pair or triplet of the batch.")
public record NoMining() implements Miner {

  @Override
  public PairBatch mine(PairBatch comparison, long key) {
    return comparison;
  }
}
