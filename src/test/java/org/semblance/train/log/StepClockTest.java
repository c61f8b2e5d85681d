package org.semblance.train.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.semblance.train.log.StepClock.Part;

class StepClockTest {

  private final StepClock clock = new StepClock();

  @Test
  void hasNoPaceBeforeTheFirstStep() {
    assertThat(clock.run().imagesPerSecond()).isZero();
    assertThat(clock.run().share(Part.FEED)).isZero();
    assertThat(clock.line().figures()).containsExactly(entry(0));
  }

  @Test
  void sharesOfAllPartsAddUpToOne() throws InterruptedException {
    clock.start();
    for (Part part : Part.values()) {
      Thread.sleep(2);
      clock.spent(part);
    }
    clock.step(32);
    double sum = 0;
    for (Part part : Part.values()) {
      assertThat(clock.run().share(part)).isPositive();
      sum += clock.run().share(part);
    }
    assertThat(sum).isCloseTo(1, within(1e-9));
  }

  @Test
  void paceIsRowsOverTheTimeOfTheSteps() throws InterruptedException {
    clock.start();
    Thread.sleep(5);
    clock.spent(Part.FORWARD);
    clock.step(10);
    double millis = clock.run().figures().getOrDefault("time/forward-ms", 0.0);
    assertThat(millis).isGreaterThanOrEqualTo(5);
    assertThat(clock.run().imagesPerSecond()).isCloseTo(10 / millis * 1e3, within(1e-6));
  }

  @Test
  void timeBeforeAStartIsNobodys() throws InterruptedException {
    Thread.sleep(20);
    clock.start();
    clock.spent(Part.UPDATE);
    clock.step(1);
    assertThat(clock.run().figures().get("time/update-ms")).isLessThan(15);
  }

  @Test
  void aLineBeginsAnewAndTheRunGoesOn() {
    clock.spent(Part.SYNC);
    clock.step(4);
    clock.nextLine();
    assertThat(clock.line().imagesPerSecond()).isZero();
    assertThat(clock.run().imagesPerSecond()).isPositive();
    assertThat(clock.line().figures()).doesNotContainKey("time/sync-ms");
    assertThat(clock.run().figures()).containsKey("time/sync-ms");
  }

  private static Map.Entry<String, Double> entry(double pace) {
    return Map.entry("train/images-per-second", pace);
  }
}
