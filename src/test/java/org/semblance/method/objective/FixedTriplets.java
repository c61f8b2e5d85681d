package org.semblance.method.objective;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.stream.LongStream;
import org.semblance.loss.PairLoss;
import org.semblance.loss.part.LossTensor;
import org.semblance.miner.PairBatch;
import org.semblance.miner.Triplets;

/**
 * A pair loss over triplets that a golden file gives, because their mining is random.
 *
 * @param triplets one {@code [anchor, positive, negative]} per row
 */
record FixedTriplets(PairLoss loss, JsonNode triplets) implements Objective {

  @Override
  public List<LossTensor> tensors(int classCount, int dimension) {
    return loss.tensors(classCount, dimension);
  }

  @Override
  public NDArray evaluate(StepBatch batch) {
    PairBatch all = PairBatch.within(batch.embeddings(), batch.labels());
    NDManager manager = batch.embeddings().getManager();
    Triplets given =
        new Triplets(
            column(manager, 0),
            column(manager, 1),
            column(manager, 2),
            all.positives().zerosLike());
    return loss.evaluate(all.with(given), batch.lossTensors());
  }

  private NDArray column(NDManager manager, int column) {
    return manager.create(
        GoldenTensors.list(triplets).stream()
            .flatMapToLong(triplet -> LongStream.of(triplet.path(column).longValue()))
            .toArray());
  }
}
