package org.semblance.prep;

/**
 * What was packed.
 *
 * @param shards files
 * @param images in all of them
 * @param bytes of all of them
 */
public record ShardResult(int shards, long images, long bytes) {

  /** One line for the terminal. */
  public String summary() {
    return "%d images in %d shards, %d MB".formatted(images, shards, bytes / 1_000_000);
  }
}
