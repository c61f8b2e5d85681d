package org.semblance.evaluate.blocks;

import org.apache.spark.api.java.function.Function;
import org.apache.spark.broadcast.Broadcast;
import org.semblance.eval.cluster.KMeans;

/** The largest magnitude of a component of a block. */
public record LargestComponent(Broadcast<BlockSource> source) implements Function<Integer, Float> {

  @Override
  public Float call(Integer block) {
    return KMeans.largest(source.value().block(block).rows());
  }
}
