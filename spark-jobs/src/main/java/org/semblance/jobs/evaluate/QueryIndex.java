package org.semblance.jobs.evaluate;

import java.io.Serializable;

/**
 * What scoring must know of the queries beside their blocks.
 *
 * @param starts {@code [blocks + 1]} row numbers
 * @param categories {@code [rows]}, or empty
 */
record QueryIndex(int[] starts, int[] categories, long galleryRows) implements Serializable {}
