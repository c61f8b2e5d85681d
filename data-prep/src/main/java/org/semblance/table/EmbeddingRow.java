package org.semblance.table;

import java.io.Serializable;

/**
 * One embedded image.
 *
 * @param vector {@code [dimension]}; not copied
 * @param model name and digest of the weights that made the vector
 */
public record EmbeddingRow(
    long imageId, String label, int classId, Split split, float[] vector, String model)
    implements Serializable {}
