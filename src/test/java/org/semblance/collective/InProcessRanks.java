package org.semblance.collective;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Ranks that are threads of this process. */
public final class InProcessRanks {

  private InProcessRanks() {}

  /** What a rank does with its collective. */
  public interface Body<T> {
    /** Its result. */
    T run(Collective collective) throws Exception;
  }

  /** What every rank returned, by rank. */
  public static <T> List<T> run(int size, Body<T> body)
      throws InterruptedException, ExecutionException {
    return run(
        InProcessCollective.group(size).stream()
            .map(collective -> (Callable<T>) () -> body.run(collective))
            .toList());
  }

  /** What the ranks returned, which run at the same time; the failure of the lowest, if any. */
  public static <T> List<T> run(List<Callable<T>> ranks)
      throws InterruptedException, ExecutionException {
    ExecutorService threads = Executors.newFixedThreadPool(ranks.size());
    try {
      List<Future<T>> running = ranks.stream().map(threads::submit).toList();
      List<T> results = new ArrayList<>();
      for (Future<T> rank : running) {
        results.add(rank.get());
      }
      return results;
    } finally {
      threads.shutdownNow();
    }
  }
}
