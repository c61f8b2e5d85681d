package org.semblance.evaluate.blocks;

import java.io.Serializable;

/**
 * Where rows go when blocks are written.
 *
 * @param chunkStarts number of the first row of each chunk, chunks in order of partition
 * @param firstChunks number of the first chunk of each partition
 * @param places by row number; negative for rows that are not on this side
 */
record Destinations(int[] chunkStarts, int[] firstChunks, int[] places, SideLayout layout)
    implements Serializable {}
