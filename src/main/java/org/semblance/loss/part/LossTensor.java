package org.semblance.loss.part;

/**
 * A trainable tensor that belongs to a loss (class weights, proxies, margins). The training loop
 * allocates, initializes, updates and stores it; the loss stays stateless.
 *
 * @param name unique within the loss, for example {@code class-weights}
 * @param shape for example {@code [classes, dimension]}
 * @param initialization how the values start
 */
public record LossTensor(String name, long[] shape, Initialization initialization) {

  /** How the values start; drawn with the experiment's seed. */
  public sealed interface Initialization {

    /** Uniform in {@code [-bound, bound)}. */
    record Uniform(double bound) implements Initialization {}

    /** Normal with mean 0. */
    record Normal(double standardDeviation) implements Initialization {}

    /** All values equal. */
    record Constant(double value) implements Initialization {}
  }
}
