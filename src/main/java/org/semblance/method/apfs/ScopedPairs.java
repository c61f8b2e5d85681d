package org.semblance.method.apfs;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.List;
import org.semblance.batch.ApfsSettings.PairAnchors;
import org.semblance.batch.ApfsSettings.PairScope;
import org.semblance.loss.PairLoss;
import org.semblance.loss.part.LossTensor;
import org.semblance.method.objective.Objective;
import org.semblance.method.objective.StepBatch;
import org.semblance.miner.PairBatch;
import org.semblance.tensor.Masked;

/**
 * A pair loss over the pairs of one feasible set of APFS: those that hold a representative.
 *
 * <p>{@code CROSS} has the pairs of a representative and another row, {@code REP} also the negative
 * pairs of two representatives, {@code ALL} every pair, {@code MIXED} is {@code REP} plus {@code
 * mixedWeight} times {@code ALL}. Without a pair in the scope the value is 0.
 *
 * <p>Source: Can et al., "Deep Metric Learning with Alternating Projections onto Feasible Sets",
 * ICIP 2021; the scopes are those of the authors' later code.
 *
 * @param loss its miner sees only the pairs of the scope
 * @param scope which pairs
 * @param anchors which rows may be anchors of them
 * @param mixedWeight of all pairs in {@code MIXED}, at least 0
 */
public record ScopedPairs(PairLoss loss, PairScope scope, PairAnchors anchors, double mixedWeight)
    implements Objective {

  @Override
  public List<LossTensor> tensors(int classCount, int dimension) {
    return loss.tensors(classCount, dimension);
  }

  @Override
  public NDArray evaluate(StepBatch batch) {
    PairBatch all = PairBatch.within(batch.embeddings(), batch.labels());
    return scope == PairScope.MIXED
        ? over(all, PairScope.REP, batch).add(over(all, PairScope.ALL, batch).mul(mixedWeight))
        : over(all, scope, batch);
  }

  /** The pairs of the feasible set that the round projects onto, before any is mined. */
  PairBatch constraints(StepBatch batch) {
    PairBatch all = PairBatch.within(batch.embeddings(), batch.labels());
    return scoped(all, scope == PairScope.MIXED ? PairScope.REP : scope, batch);
  }

  private NDArray over(PairBatch all, PairScope pairs, StepBatch batch) {
    PairBatch mined = loss.miner().mine(scoped(all, pairs, batch), batch.key());
    return loss.evaluate(mined, batch.lossTensors());
  }

  private PairBatch scoped(PairBatch all, PairScope pairs, StepBatch batch) {
    NDArray representatives = representatives(batch);
    NDArray anchorRows =
        switch (anchors) {
          case ALL -> representatives.onesLike();
          case REPRESENTATIVES -> representatives;
          case OTHERS -> Masked.not(representatives);
        };
    return all.within(allowed(all, pairs, representatives).mul(anchorRows));
  }

  /** {@code [rows, rows]} or a shape that broadcasts to it: 1 for the pairs of the scope. */
  private static NDArray allowed(PairBatch all, PairScope pairs, NDArray representatives) {
    NDArray both = representatives.mul(representatives.transpose());
    NDArray cross = representatives.add(representatives.transpose()).sub(both.mul(2));
    return switch (pairs) {
      case ALL, MIXED -> both.onesLike();
      case CROSS -> cross;
      case REP -> cross.add(both.mul(all.negatives()).div(copies(all, both)));
    };
  }

  /**
   * {@code [rows, 1]}: how often a representative is in the batch. Workers that share classes have
   * one each, so that pairs of two representatives recur once more than their other pairs.
   */
  private static NDArray copies(PairBatch all, NDArray both) {
    return both.mul(all.positives()).sum(new int[] {1}, true).add(1);
  }

  /** {@code [rows, 1]}: 1 for a representative. */
  private static NDArray representatives(StepBatch batch) {
    NDArray embeddings = batch.embeddings();
    NDManager manager = embeddings.getManager();
    boolean[] flags = batch.representatives();
    NDArray column = manager.create(flags, new Shape(flags.length, 1));
    return Masked.indicator(column.toDevice(embeddings.getDevice(), false), embeddings);
  }
}
