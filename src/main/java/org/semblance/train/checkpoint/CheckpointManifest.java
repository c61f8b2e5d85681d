package org.semblance.train.checkpoint;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import java.util.Map;
import org.jspecify.annotations.Nullable;
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
 * @param digest SHA-256 of the manifest's own text, this digest's digits taken as zeros; null in
 *     format 1
 */
public record CheckpointManifest(
    int format,
    Cursor cursor,
    long seed,
    int ranks,
    int threads,
    Map<String, Long> updates,
    BestValidation best,
    Map<String, String> sha256,
    @JsonInclude(Include.NON_NULL) @Nullable String digest) {

  /** The layout that this version writes; it reads the one before, which has no own digest. */
  public static final int FORMAT = 2;

  static final int FIRST_FORMAT = 1;

  public CheckpointManifest {
    requireNonNull(cursor, "cursor is missing");
    requireNonNull(updates, "updates is missing");
    requireNonNull(best, "best is missing");
    requireNonNull(sha256, "sha256 is missing");
  }

  /** A manifest that is not written yet. */
  public CheckpointManifest(
      Cursor cursor,
      long seed,
      int ranks,
      int threads,
      Map<String, Long> updates,
      BestValidation best) {
    this(FORMAT, cursor, seed, ranks, threads, updates, best, Map.of(), null);
  }

  CheckpointManifest withDigests(Map<String, String> digests) {
    return new CheckpointManifest(
        format, cursor, seed, ranks, threads, updates, best, digests, digest);
  }

  CheckpointManifest withDigest(String own) {
    return new CheckpointManifest(format, cursor, seed, ranks, threads, updates, best, sha256, own);
  }

  public ResumePoint position() {
    return new ResumePoint(cursor, best);
  }
}
