package org.semblance.image.jpeg;

import org.jspecify.annotations.Nullable;

/** The samples of one color component while they are decoded. */
final class Plane {

  final byte id;

  /** Blocks of it in each direction of a unit. */
  final int across;

  final int down;

  /** Number of its quantizers. */
  final int table;

  @Nullable HuffmanTable dc;
  @Nullable HuffmanTable ac;
  int prediction;

  /** Samples of a block in each direction. */
  int size;

  int stride;
  byte[] samples = {};

  Plane(byte id, int across, int down, int table) {
    this.id = id;
    this.across = across;
    this.down = down;
    this.table = table;
  }

  /** A single component has units of one block, whatever it says. */
  Plane whole() {
    return new Plane(id, 1, 1, table);
  }

  boolean isOne() {
    return across == 1 && down == 1;
  }

  void allocate(int samplesPerBlock, int columns, int rows) {
    size = samplesPerBlock;
    stride = columns * across * size;
    samples = new byte[Math.multiplyExact(stride, rows * down * size)];
  }
}
