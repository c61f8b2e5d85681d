package org.semblance.embed;

/**
 * What was embedded.
 *
 * @param images rows of the embeddings table
 * @param dimension of the vectors
 * @param model name and digest of the model
 */
public record EmbedResult(long images, int dimension, String model) {}
