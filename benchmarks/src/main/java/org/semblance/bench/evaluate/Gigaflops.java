package org.semblance.bench.evaluate;

import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Floating-point work done, which JMH reports per second; a multiply-add counts as 2. */
@State(Scope.Thread)
@AuxCounters(AuxCounters.Type.OPERATIONS)
public class Gigaflops {
  public double gigaflops;

  /** Adds the scores of {@code rows} with {@code columns} vectors of {@code depth} components. */
  public void add(double rows, double columns, double depth) {
    gigaflops += 2e-9 * rows * columns * depth;
  }
}
