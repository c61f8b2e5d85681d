package org.semblance.doctor;

import java.io.Serializable;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.SparkEnv;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.semblance.training.RankChecks;

/** Checks the executor that it runs on. */
record ProbeExecutor() implements FlatMapFunction<Iterator<Integer>, ProbeExecutor.Probe> {

  /** Time for the other tasks to be scheduled on other executors. */
  private static final long PAUSE_MILLIS = 500;

  /** What an executor is like. */
  record Probe(String executor, List<Check> checks) implements Serializable {}

  @Override
  public Iterator<Probe> call(Iterator<Integer> partition)
      throws UnknownHostException, InterruptedException {
    String id = SparkEnv.get().executorId();
    String place = "executor " + id;
    List<Check> checks = new ArrayList<>(ProcessChecks.of(place));
    String host = InetAddress.getLocalHost().getHostName();
    checks.add(Check.ok(place + " host", host));
    RankChecks rank = new RankChecks(host, TaskContext.get().resourcesJMap());
    checks.add(Check.that(place + " computes on", () -> rank.device(1).toString()));
    Thread.sleep(PAUSE_MILLIS);
    return List.of(new Probe(id, checks)).iterator();
  }
}
