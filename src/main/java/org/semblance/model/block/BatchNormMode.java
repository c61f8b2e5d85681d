package org.semblance.model.block;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What training does to the batch norms of the backbone. */
public enum BatchNormMode {
  /** Normalizes by the batch's statistics, updates the running ones, trains scale and shift. */
  @JsonProperty("trainable")
  TRAINABLE,
  /** Normalizes by the running statistics, which stay; trains scale and shift. */
  @JsonProperty("frozen-statistics")
  FROZEN_STATISTICS,
  /** Normalizes by the running statistics; nothing changes. */
  @JsonProperty("frozen")
  FROZEN
}
