package org.semblance.train.checkpoint;

import java.util.Map;
import org.semblance.train.feed.Cursor;

/**
 * What a checkpoint is; {@code manifest.json}, written after all its files.
 *
 * @param format version of this layout
 * @param cursor next step
 * @param seed of the run
 * @param ranks of the run
 * @param threads of the run
 * @param updates optimizer steps by parameter group
 * @param best the best validation so far
 * @param sha256 hexadecimal digest of each file beside the manifest
 */
public record CheckpointManifest(
    int format,
    Cursor cursor,
    long seed,
    int ranks,
    int threads,
    Map<String, Long> updates,
    BestValidation best,
    Map<String, String> sha256) {

  /** The layout that this version writes and reads. */
  public static final int FORMAT = 1;

  public CheckpointManifest withDigests(Map<String, String> digests) {
    return new CheckpointManifest(format, cursor, seed, ranks, threads, updates, best, digests);
  }

  public ResumePoint position() {
    return new ResumePoint(cursor, best);
  }
}
