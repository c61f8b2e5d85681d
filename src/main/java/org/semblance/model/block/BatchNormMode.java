package org.semblance.model.block;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What training does to the batch norms of the backbone. */
public enum BatchNormMode {
  /** Normalises by the batch's statistics, updates the running ones, trains scale and shift. */
  @JsonProperty("trainable")
  TRAINABLE,
  /** Normalises by the running statistics, which stay; trains scale and shift. */
  @JsonProperty("frozen-statistics")
  FROZEN_STATISTICS,
  /** Normalises by the running statistics; nothing changes. */
  @JsonProperty("frozen")
  FROZEN
}
