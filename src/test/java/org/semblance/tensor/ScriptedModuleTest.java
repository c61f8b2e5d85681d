package org.semblance.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

final class ScriptedModuleTest {

  @BeforeAll
  static void startEngine() {
    TorchEngine.start(1);
  }

  @Test
  void worksInPlaceWhereTheExpressionDoes() {
    ScriptedModule relu6 = ScriptedModule.of("torch.hardtanh_(x, 0., 6.)");
    try (NDManager manager = NDManager.newBaseManager()) {
      NDArray input = manager.create(new float[] {-1, 0, 2, 6, 7});
      NDArray output = relu6.apply(input);
      assertThat(output.toFloatArray()).containsExactly(0, 0, 2, 6, 6);
      assertThat(input.toFloatArray()).containsExactly(0, 0, 2, 6, 6);
      assertThat(output.getManager()).isSameAs(manager);
    }
  }

  @Test
  void isDifferentiatedEvenInPlace() {
    ScriptedModule relu6 = ScriptedModule.of("torch.hardtanh_(x, 0., 6.)");
    try (NDManager manager = NDManager.newBaseManager()) {
      NDArray leaf = manager.create(new float[] {-1, 2, 7});
      leaf.setRequiresGradient(true);
      Autograd.backward(Autograd.recorded(() -> relu6.apply(leaf.mul(leaf)).sum()));
      // d/dx min(max(x^2, 0), 6): 2x where x^2 < 6.
      assertThat(leaf.getGradient().toFloatArray()).containsExactly(-2, 4, 0);
    }
  }

  @Test
  void refusesWhatIsNoTorchScript() {
    assertThatThrownBy(() -> ScriptedModule.of("torch.no_such(x)"))
        .isInstanceOf(EngineException.class)
        .hasMessageContaining("no_such");
  }
}
