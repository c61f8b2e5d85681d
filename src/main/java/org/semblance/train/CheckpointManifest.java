package org.semblance.train;

import java.util.Map;

/**
 * What a checkpoint is; {@code manifest.json}, written after all its files.
 *
 * @param format version of this layout
 * @param cursor next step
 * @param seed of the run
 * @param ranks of the run
 * @param threads of the run
 * @param updates optimiser steps by parameter group
 * @param best the best validation so far
 * @param sha256 hexadecimal digest of each file beside the manifest
 */
record CheckpointManifest(
    int format,
    Cursor cursor,
    long seed,
    int ranks,
    int threads,
    Map<String, Long> updates,
    BestValidation best,
    Map<String, String> sha256) {

  /** The layout that this version writes and reads. */
  static final int FORMAT = 1;

  CheckpointManifest withDigests(Map<String, String> digests) {
    return new CheckpointManifest(format, cursor, seed, ranks, threads, updates, best, digests);
  }

  Position position() {
    return new Position(cursor, best);
  }
}
