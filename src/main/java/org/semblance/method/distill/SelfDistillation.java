package org.semblance.method.distill;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.semblance.distance.UnitRows;
import org.semblance.method.objective.Objective;
import org.semblance.method.objective.StepBatch;
import org.semblance.method.objective.SurroundingObjective;

/**
 * Adds to any objective the divergence between the teacher's and the student's similarity lists.
 *
 * <p>The list of a row is the softmax of its cosine similarities to all rows of the batch, itself
 * included. The teacher is the same net at the end of the previous epoch. Value: {@code inner +
 * lambda e/E tau² · (1/B) sum_ij A_ij (ln A_ij - ln P_ij)} with the target {@code A} of {@link
 * BatchDiffusion} and the student's lists {@code P}. In epoch 0 it is the inner objective alone,
 * and no teacher is needed.
 *
 * <p>Source: Zeng et al., "Improving deep metric learning via self-distillation and online batch
 * diffusion process", Visual Intelligence 2 (2024).
 */
public final class SelfDistillation implements SurroundingObjective {

  /** Below any entry of a target that float64 can hold; its logarithm is finite. */
  private static final double SMALLEST_TARGET = 1e-300;

  private final Objective inner;
  private final ObdSdSettings settings;
  private final int epochs;
  private double weight;
  private @Nullable NDManager manager;
  private @Nullable NDArray divergence;

  /**
   * Self-distillation on top of {@code inner}, which it owns.
   *
   * @param epochs planned for the whole run, at least 0
   */
  public SelfDistillation(Objective inner, ObdSdSettings settings, int epochs) {
    if (epochs < 0) {
      throw new IllegalArgumentException("epochs must be at least 0, got " + epochs);
    }
    this.inner = inner;
    this.settings = settings;
    this.epochs = epochs;
  }

  @Override
  public Objective inner() {
    return inner;
  }

  @Override
  public boolean needsTeacher(int epoch) {
    return settings.weight(epoch, epochs) > 0 || inner.needsTeacher(epoch);
  }

  @Override
  public NDArray evaluate(StepBatch batch) {
    NDArray value = inner.evaluate(batch);
    weight = settings.weight(batch.epoch(), epochs);
    NDArray teacher = batch.teacher();
    if (weight == 0) {
      return value;
    }
    if (teacher == null) {
      throw new IllegalArgumentException("teacher must be given in epoch " + batch.epoch());
    }
    NDArray added = divergence(batch.embeddings(), teacher);
    remember(added);
    return value.add(added.mul(weight));
  }

  /**
   * The divergence of the student's lists from the target, a scalar.
   *
   * @param student {@code [rows, dimension]}, gradient on
   * @param teacher {@code [rows, dimension]}; receives no gradient
   */
  NDArray divergence(NDArray student, NDArray teacher) {
    NDArray target = target(teacher);
    DataType type = student.getDataType();
    NDArray logTarget = target.maximum(SMALLEST_TARGET).log().toType(type, false);
    NDArray rows = UnitRows.of(student);
    NDArray logLists = rows.matMul(rows.transpose()).div(settings.tau()).logSoftmax(1);
    NDArray terms = target.toType(type, false).mul(logTarget.sub(logLists));
    return terms.sum().div(student.size(0));
  }

  @Override
  public Map<String, Double> figures() {
    Map<String, Double> figures = new LinkedHashMap<>(inner.figures());
    figures.put("distillation-weight", weight);
    if (divergence != null && weight > 0) {
      try (NDArray value = divergence.toType(DataType.FLOAT64, true)) {
        figures.put("distillation", value.getDouble());
      }
    }
    return figures;
  }

  @Override
  public void close() {
    inner.close();
    if (manager != null) {
      manager.close();
      manager = null;
      divergence = null;
    }
  }

  private NDArray target(NDArray teacher) {
    return BatchDiffusion.of(settings)
        .target(UnitRows.of(teacher.stopGradient()), settings.diffusion());
  }

  /** Keeps the value on the device; it is read back only when the figures are asked for. */
  private void remember(NDArray added) {
    if (manager == null) {
      manager = NDManager.newBaseManager(added.getDevice());
    }
    if (divergence != null) {
      divergence.close();
    }
    divergence = added.stopGradient();
    divergence.attach(manager);
  }
}
