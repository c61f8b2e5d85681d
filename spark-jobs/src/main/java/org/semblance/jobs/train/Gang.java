package org.semblance.jobs.train;

import java.io.Serializable;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.BarrierTaskContext;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.rdd.RDD;
import scala.collection.JavaConverters;
import scala.reflect.ClassTag;
import scala.reflect.ClassTag$;
import scala.runtime.AbstractFunction1;

/** Runs one task per rank, all at once, in a barrier stage. The only user of Spark's Scala API. */
final class Gang {

  /** What a rank does; the rank is the partition of the task. */
  interface RankTask<R> extends Serializable {
    R run(BarrierTaskContext task);
  }

  private Gang() {}

  /** The results of all ranks, in the order of the ranks. */
  static <R> List<R> run(JavaSparkContext spark, int ranks, RankTask<R> task) {
    List<Integer> numbers = IntStream.range(0, ranks).boxed().toList();
    RDD<Integer> ranksOnly = spark.parallelize(numbers, ranks).rdd();
    ClassTag<R> tag = ClassTag$.MODULE$.apply(Object.class);
    return ranksOnly
        .barrier()
        .mapPartitions(new OnePartition<>(task), false, tag)
        .toJavaRDD()
        .collect();
  }

  /** The Scala function that Spark calls for a rank's partition. */
  private static final class OnePartition<R>
      extends AbstractFunction1<scala.collection.Iterator<Integer>, scala.collection.Iterator<R>>
      implements Serializable {

    private static final long serialVersionUID = 1L;

    private final RankTask<R> task;

    OnePartition(RankTask<R> task) {
      this.task = task;
    }

    @Override
    public scala.collection.Iterator<R> apply(scala.collection.Iterator<Integer> rank) {
      Iterator<R> result = List.of(task.run(BarrierTaskContext.get())).iterator();
      return JavaConverters.asScalaIterator(result);
    }
  }
}
