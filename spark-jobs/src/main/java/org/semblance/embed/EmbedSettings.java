package org.semblance.embed;

import java.io.Serializable;
import java.util.List;
import org.semblance.table.Split;

/**
 * Section {@code embed}.
 *
 * @param batchSize images per forward pass; part of the result's bits
 * @param splits what is embedded
 * @param threads native threads per forward pass; executors run one pass per task slot
 */
public record EmbedSettings(int batchSize, List<Split> splits, int threads)
    implements Serializable {

  public EmbedSettings {
    if (batchSize < 1) {
      throw new IllegalArgumentException("batchSize must be at least 1, got " + batchSize);
    }
    if (splits.isEmpty()) {
      throw new IllegalArgumentException("splits must name at least one split, got none");
    }
    if (threads < 1) {
      throw new IllegalArgumentException("threads must be at least 1, got " + threads);
    }
    splits = List.copyOf(splits);
  }
}
