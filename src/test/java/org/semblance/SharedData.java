package org.semblance;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;

/** Data sets and weights beside the checkout; tests that need them are skipped without. */
public final class SharedData {

  private SharedData() {}

  /** The file or folder {@code relative} to the shared folder; skips the test if it is absent. */
  public static Path path(String relative) {
    Path path = Path.of(System.getProperty("semblance.shared", "../shared"), relative);
    assumeTrue(Files.exists(path), () -> "no " + path);
    return path;
  }
}
