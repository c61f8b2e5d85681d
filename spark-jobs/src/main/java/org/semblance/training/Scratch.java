package org.semblance.training;

import java.io.File;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Objects;
import org.apache.spark.SparkEnv;
import org.semblance.fault.SemblanceException;

/** Where a process of Spark keeps local copies of shards. */
public final class Scratch {

  private static final double GIB = 1L << 30;
  private static final double LEAST_GIB = 2;

  private Scratch() {}

  /**
   * A folder on the first of Spark's local disks ({@code spark.local.dir}, or what the cluster
   * manager sets); it is deleted with the application where those are.
   */
  static Path folder() {
    return blocks().toPath().resolveSibling("semblance");
  }

  /**
   * What is free on that disk, in words.
   *
   * @throws SemblanceException preflight, if it is too little
   */
  public static String requireRoom() {
    File disk = Objects.requireNonNullElse(blocks().getParentFile(), blocks());
    double free = disk.getUsableSpace() / GIB;
    String found =
        String.format(
            Locale.ROOT,
            "%.1f GiB free in %s of %s",
            free,
            disk,
            SparkEnv.get().blockManager().blockManagerId().host());
    if (free < LEAST_GIB) {
      throw SemblanceException.preflight(
          String.format(
              Locale.ROOT,
              "%s, local copies of shards need at least %.0f GiB: set spark.local.dir (on YARN yarn.nodemanager.local-dirs) to a folder on a larger disk",
              found,
              LEAST_GIB));
    }
    return found;
  }

  private static File blocks() {
    return SparkEnv.get().blockManager().diskBlockManager().localDirs()[0];
  }
}
