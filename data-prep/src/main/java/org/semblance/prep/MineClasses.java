package org.semblance.prep;

import java.io.Serializable;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.Function;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.SparkSession;
import org.semblance.batch.ClassNeighbors;
import org.semblance.batch.NearestClasses;
import org.semblance.math.Rows;
import org.semblance.math.Vectors;

/**
 * Finds the nearest classes of every class by their representatives' embeddings, block by block
 * over the cluster. The lists do not depend on the number of blocks.
 *
 * @param embeddings {@code [classes, dimension]} row-major, one row per class index, of any length;
 *     not copied, not changed
 * @param neighbors most neighbors of a class
 */
public record MineClasses(SparkSession spark, float[] embeddings, int dimension, int neighbors) {

  /** Blocks per slot of the cluster, so that a slow one does not keep the others waiting. */
  private static final int BLOCKS_PER_SLOT = 4;

  /** A range of classes. */
  private record Block(int from, int to) implements Serializable {}

  /** Finds the neighbors of a block's classes. */
  private record MineBlock(Broadcast<Rows> embeddings, int neighbors)
      implements Function<Block, ClassNeighbors> {

    @Override
    public ClassNeighbors call(Block block) {
      return NearestClasses.of(embeddings.value(), block.from(), block.to(), neighbors);
    }
  }

  /** Mines all classes; neighbors are by class index. */
  public ClassNeighbors execute() {
    JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    Rows unit = unitRows();
    List<Block> blocks = blocks(unit.count(), context.defaultParallelism() * BLOCKS_PER_SLOT);
    Broadcast<Rows> shared = context.broadcast(unit);
    List<ClassNeighbors> parts =
        context
            .parallelize(blocks, Math.max(1, blocks.size()))
            .map(new MineBlock(shared, neighbors))
            .collect();
    shared.destroy();
    return ClassNeighbors.concat(parts);
  }

  private Rows unitRows() {
    float[] unit = embeddings.clone();
    for (int row = 0; row < unit.length / dimension; row++) {
      boolean unused = Vectors.normalize(unit, row * dimension, dimension);
    }
    return Rows.euclidean(unit, dimension);
  }

  private static List<Block> blocks(int classes, int wanted) {
    int size = Math.max(1, -Math.floorDiv(-classes, wanted));
    return IntStream.iterate(0, from -> from < classes, from -> from + size)
        .mapToObj(from -> new Block(from, Math.min(classes, from + size)))
        .toList();
  }
}
