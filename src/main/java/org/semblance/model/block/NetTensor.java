package org.semblance.model.block;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.semblance.math.Seeds;

/**
 * One tensor of a net, as the net declares it; the values live in an array that the caller owns.
 *
 * @param name as torchvision names it, for example {@code layer1.0.conv1.weight}; unique
 * @param shape convolutions {@code [out, in / groups, height, width]}, linear {@code [out, in]};
 *     not copied
 * @param kind learned by gradient, or running statistics
 * @param group part of the net, for learning rates per part
 * @param trainable whether the training loop gives it a gradient; false for every buffer
 * @param initialization how the values start without a weights file
 */
public record NetTensor(
    String name,
    long[] shape,
    Kind kind,
    Group group,
    boolean trainable,
    Initialization initialization) {

  /** What changes the values. */
  public enum Kind {
    /** The optimizer, if trainable. */
    PARAMETER,
    /** The forward pass in training: running mean and variance of batch norm. */
    BUFFER
  }

  /** Part of the net. */
  public enum Group {
    BACKBONE,
    HEAD
  }

  /** Number of values. */
  public int size() {
    return Math.toIntExact(Arrays.stream(shape).reduce(1, Math::multiplyExact));
  }

  /**
   * The starting values under the experiment's {@code seed}; the same whatever the other tensors.
   */
  public float[] initialValues(long seed) {
    return initialization.draw(size(), Seeds.key(seed, Seeds.Use.INITIALIZATION, nameHash()));
  }

  /** 64-bit FNV-1a of the name. */
  private long nameHash() {
    long hash = 0xcbf29ce484222325L;
    for (byte character : name.getBytes(StandardCharsets.UTF_8)) {
      hash = (hash ^ character) * 0x100000001b3L;
    }
    return hash;
  }
}
