package org.semblance.training;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.spark.BarrierTaskContext;
import org.apache.spark.SparkEnv;
import org.semblance.fault.SemblanceException;

/**
 * Where a rank runs; what ranks tell each other before they connect.
 *
 * @param gpu address that Spark gave the task, empty without one
 * @param endpoint {@code host:port} that the rank listens on
 */
record RankPlace(String host, String executor, String gpu, String endpoint) {

  private static final String SEPARATOR = "\t";
  private static final int FIELDS = 4;

  static RankPlace of(BarrierTaskContext task, String host, String endpoint) {
    return new RankPlace(
        host, SparkEnv.get().executorId(), RankChecks.gpu(task.resourcesJMap()), endpoint);
  }

  /** The places of all ranks; each rank calls this once. */
  List<RankPlace> exchange(BarrierTaskContext task) {
    String line = String.join(SEPARATOR, host, executor, gpu, endpoint);
    List<RankPlace> places = Arrays.stream(task.allGather(line)).map(RankPlace::parse).toList();
    requireDistinct(places);
    return places;
  }

  /**
   * Refuses two ranks in one executor, or on one GPU.
   *
   * @throws SemblanceException preflight
   */
  static void requireDistinct(List<RankPlace> places) {
    Map<String, Integer> executors = new HashMap<>();
    Map<String, Integer> gpus = new HashMap<>();
    for (int rank : IntStream.range(0, places.size()).toArray()) {
      RankPlace place = places.get(rank);
      Integer other = executors.put(place.executor(), rank);
      if (other != null) {
        throw SemblanceException.preflight(
            "ranks %d and %d are both on executor %s: set spark.task.cpus to the cores of an executor, so that each executor has one rank"
                .formatted(other, rank, place.executor()));
      }
      other = place.gpu().isEmpty() ? null : gpus.put(place.host() + " " + place.gpu(), rank);
      if (other != null) {
        throw SemblanceException.preflight(
            "ranks %d and %d are both on GPU %s of %s: let the discovery script give each executor its own address, with spark.executor.resource.gpu.amount=1"
                .formatted(other, rank, place.gpu(), place.host()));
      }
    }
  }

  private static RankPlace parse(String line) {
    String[] fields = line.split(SEPARATOR, FIELDS);
    return new RankPlace(fields[0], fields[1], fields[2], fields[3]);
  }
}
