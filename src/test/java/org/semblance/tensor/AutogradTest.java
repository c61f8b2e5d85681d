package org.semblance.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class AutogradTest {

  @Test
  void keepsOperandsThroughGarbageCollection() {
    TorchEngine.start(1);
    try (NDManager manager = NDManager.newBaseManager()) {
      NDArray leaf = manager.ones(new Shape(4));
      leaf.setRequiresGradient(true);
      try (NDManager step = manager.newSubManager()) {
        NDArray factors = step.ones(new Shape(4));
        NDArray value =
            Autograd.recorded(
                () -> {
                  NDArray scaled = factors.mul(leaf);
                  for (int i = 0; i < 50; i++) {
                    scaled = scaled.mul(2.0).div(2.0);
                  }
                  return scaled.mul(3.0).sum();
                });
        overwriteFreedMemory();
        Autograd.backward(value);
      }
      try (NDArray gradient = leaf.getGradient()) {
        assertThat(gradient.toFloatArray()).containsOnly(3f);
      }
    }
  }

  @Test
  void recordsOnlyWhereAsked() {
    TorchEngine.start(1);
    try (NDManager manager = NDManager.newBaseManager()) {
      NDArray leaf = manager.create(new float[] {2, 3});
      leaf.setRequiresGradient(true);
      NDArray square = Autograd.recorded(() -> leaf.mul(leaf).sum());
      NDArray constant = Autograd.unrecorded(() -> leaf.mul(leaf).sum());
      assertThatThrownBy(() -> Autograd.backward(constant))
          .hasMessageContaining("does not require grad");
      Autograd.backward(square);
      try (NDArray gradient = leaf.getGradient()) {
        assertThat(gradient.toFloatArray()).containsExactly(4, 6);
      }
    }
  }

  /** Lets the collector free what nobody refers to, and puts other numbers in its place. */
  private static void overwriteFreedMemory() {
    List<ByteBuffer> others = new ArrayList<>();
    for (int round = 0; round < 5; round++) {
      System.gc();
      for (int i = 0; i < 1000; i++) {
        others.add(ByteBuffer.allocateDirect(Double.BYTES).putDouble(0, 1e9));
      }
    }
    assertThat(others).hasSize(5000);
  }
}
