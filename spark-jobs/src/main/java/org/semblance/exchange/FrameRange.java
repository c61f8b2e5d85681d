package org.semblance.exchange;

/**
 * Which values of a part a frame holds.
 *
 * @param total values of the part
 * @param from index of the first
 * @param end index after the last
 */
record FrameRange(int total, int from, int end) {

  int length() {
    return end - from;
  }
}
