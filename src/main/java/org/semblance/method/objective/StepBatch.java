package org.semblance.method.objective;

import ai.djl.ndarray.NDArray;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The global batch of one step, as the objective sees it. All arrays belong to the step's manager.
 *
 * @param epoch counted from 0 (an APFS round counts as an epoch of its plan)
 * @param step optimization step of the whole run, counted from 0
 * @param embeddings {@code [rows, dimension]}, as the net gives them, gradient on
 * @param labels {@code [rows]} int64 on the device of {@code embeddings}
 * @param classIds the same labels on the host; not copied
 * @param representatives per row, whether it stands for its class (APFS); not copied
 * @param teacher {@code [rows, dimension]} teacher embeddings of the same augmented images, without
 *     gradient; null where {@link Objective#needsTeacher} said no
 * @param lossTensors the loss's trainable tensors by name
 * @param key seeds random choices of this step
 */
public record StepBatch(
    int epoch,
    long step,
    NDArray embeddings,
    NDArray labels,
    int[] classIds,
    boolean[] representatives,
    @Nullable NDArray teacher,
    Map<String, NDArray> lossTensors,
    long key) {}
