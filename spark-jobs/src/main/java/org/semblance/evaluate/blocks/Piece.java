package org.semblance.evaluate.blocks;

import java.io.Serializable;

/**
 * Rows of one chunk that belong to one block. Arrays are not copied.
 *
 * @param places in the layout
 * @param vectors {@code [places, dimension]}
 */
record Piece(int[] places, float[] vectors) implements Serializable {}
