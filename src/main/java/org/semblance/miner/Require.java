package org.semblance.miner;

/** Checks of settings. */
final class Require {

  private Require() {}

  static void between(String name, double value, double low, double high) {
    if (!(value >= low && value <= high)) {
      throw new IllegalArgumentException(
          name + " must be between " + low + " and " + high + ", got " + value);
    }
  }
}
