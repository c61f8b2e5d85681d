package org.semblance.train;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.semblance.train.TrainingRun.Trained;

/** A hash of each tensor's bits, so that a difference is told in a few words. */
public final class TensorBits {

  private TensorBits() {}

  public static Map<String, Integer> of(Trained trained) {
    Map<String, Integer> bits = new TreeMap<>();
    trained
        .weights()
        .tensors()
        .forEach((name, tensor) -> bits.put(name, Arrays.hashCode(tensor.bytes())));
    return bits;
  }
}
