package org.semblance.train.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDManager;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.semblance.fault.ExitCode;
import org.semblance.fault.SemblanceException;
import org.semblance.tensor.TorchEngine;

class LossMeterTest {

  private NDManager manager;
  private LossMeter meter;

  @BeforeEach
  void open() {
    TorchEngine.start(1);
    manager = NDManager.newBaseManager();
    meter = new LossMeter(manager);
  }

  @AfterEach
  void close() {
    manager.close();
  }

  @Test
  void readsTheMeanAndStartsAnew() {
    meter.add(manager.create(1f));
    meter.add(manager.create(2f));
    assertThat(meter.steps()).isEqualTo(2);
    assertThat(meter.read(2)).isEqualTo(1.5);
    assertThat(meter.steps()).isZero();
    meter.add(manager.create(4f));
    assertThat(meter.read(3)).isEqualTo(4);
  }

  /** In float32 the small ones would vanish beside the large one. */
  @Test
  void addsInDoublePrecision() {
    meter.add(manager.create(1f));
    for (int i = 0; i < 64; i++) {
      meter.add(manager.create(1e-8f));
    }
    assertThat(meter.read(65) * 65).isGreaterThan(1 + 6e-7);
  }

  @Test
  void saysBetweenWhichStepsTrainingDiverged() {
    meter.add(manager.create(1f));
    meter.add(manager.create(Float.NaN));
    assertThatThrownBy(() -> meter.read(12))
        .isInstanceOfSatisfying(
            SemblanceException.class,
            failure -> assertThat(failure.exitCode()).isEqualTo(ExitCode.DIVERGED))
        .hasMessage(
            "the loss became NaN between steps 11 and 12: lower train.learning-rate, lengthen"
                + " train.warm-up or set train.clip");
  }

  @Test
  void anInfiniteLossHasDivergedToo() {
    meter.add(manager.create(Float.POSITIVE_INFINITY));
    assertThatThrownBy(() -> meter.read(1)).hasMessageStartingWith("the loss became Infinity");
  }
}
