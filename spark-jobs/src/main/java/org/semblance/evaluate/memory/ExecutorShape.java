package org.semblance.evaluate.memory;

import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;

/**
 * What an executor has, as configured.
 *
 * @param tasks that run at a time in the whole cluster
 */
public record ExecutorShape(long heapBytes, int tasksPerExecutor, int tasks) {

  // More tasks even out the load, but each starts with loose floors and ends with sums to merge.
  private static final int TASKS_PER_SLOT = 2;
  private static final int FEW_QUERIES = 1 << 14;

  /** How many tasks a job over {@code queries} is cut into. */
  public int tasksFor(int queries) {
    return queries < FEW_QUERIES ? tasks : TASKS_PER_SLOT * tasks;
  }

  public static ExecutorShape of(JavaSparkContext context) {
    SparkConf conf = context.getConf();
    int tasks = Math.max(1, context.defaultParallelism());
    if (context.isLocal()) {
      return new ExecutorShape(Runtime.getRuntime().maxMemory(), tasks, tasks);
    }
    long heap = conf.getSizeAsBytes("spark.executor.memory", "1g");
    return new ExecutorShape(heap, conf.getInt("spark.executor.cores", 1), tasks);
  }
}
