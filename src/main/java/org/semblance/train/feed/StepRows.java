package org.semblance.train.feed;

import ai.djl.ndarray.NDArray;
import org.jspecify.annotations.Nullable;

/**
 * The rows an objective sees in one step; arrays belong to the step's manager.
 *
 * @param embeddings {@code [rows, dimension]}, gradient on
 * @param classes dense class indices, not copied
 * @param representatives not copied
 * @param teacher {@code [rows, dimension]} without gradient, or null
 */
public record StepRows(
    NDArray embeddings, int[] classes, boolean[] representatives, @Nullable NDArray teacher) {}
