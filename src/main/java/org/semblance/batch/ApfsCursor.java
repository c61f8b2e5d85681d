package org.semblance.batch;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.Serializable;

/**
 * Where an APFS planner stands, complete: a planner resumed from it goes on as if it had never
 * stopped. Arrays are by class index and not copied.
 *
 * @param round under way; -1 before the first
 * @param step next to plan, within the round
 * @param representatives image ids; empty before the first round
 * @param roundVisits batches of each class in this round; with {@code GRAPH} those it was first in
 * @param allVisits the same over all rounds
 * @param passes completed by each class's image queue
 * @param positions within the pass under way
 * @param deferred images that the queue hands out first
 * @param usedRepresentatives former representatives, where the rule needs them
 */
public record ApfsCursor(
    int round,
    int step,
    long[] representatives,
    int[] roundVisits,
    int[] allVisits,
    int[] passes,
    int[] positions,
    long[][] deferred,
    long[][] usedRepresentatives)
    implements Serializable {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** The cursor of a planner that has not begun. */
  static ApfsCursor start(int classes) {
    return new ApfsCursor(
        -1,
        0,
        new long[0],
        new int[classes],
        new int[classes],
        new int[classes],
        new int[classes],
        new long[classes][0],
        new long[classes][0]);
  }

  /** Reads what {@link #toJson} wrote. */
  public static ApfsCursor fromJson(byte[] json) throws IOException {
    return JSON.readValue(json, ApfsCursor.class);
  }

  /** JSON in UTF-8, for checkpoints. */
  public byte[] toJson() {
    try {
      return JSON.writeValueAsBytes(this);
    } catch (JsonProcessingException failure) {
      throw new IllegalStateException("an ApfsCursor holds only numbers", failure);
    }
  }

  ShuffledQueue.Cursor queue(int index) {
    return new ShuffledQueue.Cursor(passes[index], positions[index], deferred[index]);
  }
}
