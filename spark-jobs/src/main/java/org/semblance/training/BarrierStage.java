package org.semblance.training;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.apache.spark.BarrierTaskContext;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.resource.ResourceProfile;
import scala.collection.JavaConverters;
import scala.reflect.ClassTag;
import scala.reflect.ClassTag$;
import scala.runtime.AbstractFunction1;
import scala.runtime.AbstractFunction2;
import scala.runtime.BoxedUnit;

/** Runs one task per rank, all at once, in a barrier stage. The only user of Spark's Scala API. */
final class BarrierStage {

  /** What a rank does; the rank is the partition of the task. */
  interface RankTask<R> extends Serializable {
    R run(BarrierTaskContext task);
  }

  private BarrierStage() {}

  /**
   * The results of all ranks, in the order of their ends. Where one is a failure, the others have a
   * few seconds to end too; then their job is cancelled.
   *
   * @param slot what a rank takes of an executor
   * @param jobGroup of the calling thread
   */
  static <R> List<R> run(
      JavaSparkContext spark,
      int ranks,
      ResourceProfile slot,
      RankTask<R> task,
      Predicate<R> failed,
      String jobGroup) {
    List<Integer> numbers = IntStream.range(0, ranks).boxed().toList();
    JavaRDD<Integer> ranksOnly = spark.parallelize(numbers, ranks);
    if (slot.id() != ResourceProfile.DEFAULT_RESOURCE_PROFILE_ID()) {
      ranksOnly = ranksOnly.withResources(slot);
    }
    ClassTag<R> tag = ClassTag$.MODULE$.apply(Object.class);
    List<R> results = new ArrayList<>();
    try (FailureGrace grace = new FailureGrace(() -> spark.sc().cancelJobGroup(jobGroup))) {
      Collector<R> collector = new Collector<>(results, failed, grace);
      spark
          .sc()
          .runJob(
              ranksOnly.rdd().barrier().mapPartitions(new OnePartition<>(task), false, tag),
              new First<>(),
              collector,
              tag);
      return results;
    } catch (Exception lost) {
      if (results.stream().noneMatch(failed)) {
        throw lost;
      }
      return results;
    }
  }

  /** Receives results on the driver. */
  private static final class Collector<R> extends AbstractFunction2<Object, R, BoxedUnit> {

    private final List<R> results;
    private final Predicate<R> failed;
    private final FailureGrace grace;

    Collector(List<R> results, Predicate<R> failed, FailureGrace grace) {
      this.results = results;
      this.failed = failed;
      this.grace = grace;
    }

    @Override
    public BoxedUnit apply(Object rank, R result) {
      results.add(result);
      if (failed.test(result)) {
        grace.begin();
      }
      return BoxedUnit.UNIT;
    }
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

  /** The one element of a partition. */
  private static final class First<R> extends AbstractFunction1<scala.collection.Iterator<R>, R>
      implements Serializable {

    private static final long serialVersionUID = 1L;

    @Override
    public R apply(scala.collection.Iterator<R> partition) {
      return partition.next();
    }
  }
}
