package org.semblance.prep;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.stream.StreamSupport;
import org.apache.spark.HashPartitioner;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.api.java.function.Function2;
import scala.Tuple2;

/** Cuts a data set into tasks of equal work, each a stretch in the order of reading. */
final class BalancedPartitions {

  /** Bytes of images that one task reads: some seconds of work. */
  static final long TASK_BYTES = 64L << 20;

  /** What an image costs beside its bytes: at most 2,048 to a task. */
  private static final long IMAGE_BYTES = 32L << 10;

  /** An image whose size nothing says. */
  private static final long UNKNOWN_BYTES = 96L << 10;

  /** The cost of a partition. */
  private record Cost() implements FlatMapFunction<Iterator<Candidate>, Long> {

    @Override
    public Iterator<Long> call(Iterator<Candidate> rows) {
      Iterable<Candidate> all = () -> rows;
      return List.of(
              StreamSupport.stream(all.spliterator(), false)
                  .mapToLong(BalancedPartitions::cost)
                  .sum())
          .iterator();
    }
  }

  /** Names each row's task by what stands before it. */
  private record Assign(List<Long> before, long taskCost)
      implements Function2<Integer, Iterator<Candidate>, Iterator<Tuple2<Integer, Candidate>>> {

    @Override
    public Iterator<Tuple2<Integer, Candidate>> call(Integer partition, Iterator<Candidate> rows) {
      return new Iterator<>() {
        private long passed = before.get(partition);

        @Override
        public boolean hasNext() {
          return rows.hasNext();
        }

        @Override
        public Tuple2<Integer, Candidate> next() {
          Candidate row = rows.next();
          int task = Math.toIntExact(passed / taskCost);
          passed += cost(row);
          return new Tuple2<>(task, row);
        }
      };
    }
  }

  /** Brings the rows of a task back into the order of reading. */
  private record Sort() implements FlatMapFunction<Iterator<Candidate>, Candidate> {

    @Override
    public Iterator<Candidate> call(Iterator<Candidate> rows) {
      List<Candidate> sorted = new ArrayList<>();
      rows.forEachRemaining(sorted::add);
      Collections.sort(sorted);
      return sorted.iterator();
    }
  }

  private BalancedPartitions() {}

  /**
   * The same rows in other partitions.
   *
   * @param rows number of them
   * @param atLeast tasks, where there are so many rows
   * @param atMost tasks; content without an index is read anew from its start by each
   */
  static JavaRDD<Candidate> of(JavaRDD<Candidate> candidates, long rows, int atLeast, int atMost) {
    JavaRDD<Candidate> sorted =
        candidates.sortBy(row -> row, true, (int) Math.max(1, Math.min(rows, atLeast)));
    List<Long> costs = sorted.mapPartitions(new Cost()).collect();
    long total = costs.stream().mapToLong(Long::longValue).sum();
    long wanted = Math.max(Math.min(rows, atLeast), (total + TASK_BYTES - 1) / TASK_BYTES);
    int tasks = (int) Math.max(1, Math.min(wanted, atMost));
    long taskCost = Math.max(1, (total + tasks - 1) / tasks);
    JavaRDD<Tuple2<Integer, Candidate>> assigned =
        sorted.mapPartitionsWithIndex(new Assign(before(costs), taskCost), true);
    return JavaPairRDD.fromJavaRDD(assigned)
        .partitionBy(new HashPartitioner(tasks))
        .values()
        .mapPartitions(new Sort());
  }

  private static List<Long> before(List<Long> costs) {
    List<Long> before = new ArrayList<>();
    long sum = 0;
    for (long cost : costs) {
      before.add(sum);
      sum += cost;
    }
    return before;
  }

  private static long cost(Candidate row) {
    long bytes = row.image().place().bytes();
    return IMAGE_BYTES + (bytes < 0 ? UNKNOWN_BYTES : Math.min(bytes, TASK_BYTES));
  }
}
