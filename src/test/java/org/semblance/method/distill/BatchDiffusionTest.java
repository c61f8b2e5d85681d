package org.semblance.method.distill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.semblance.distance.UnitRows;
import org.semblance.tensor.TorchEngine;

class BatchDiffusionTest {

  /** Float64 round-off of a solve with condition number up to 2000. */
  private static final double ROUND_OFF = 1e-11;

  private NDManager manager;

  @BeforeEach
  void openManager() {
    TorchEngine.start(1);
    manager = NDManager.newBaseManager();
  }

  @AfterEach
  void closeManager() {
    manager.close();
  }

  @ParameterizedTest
  @EnumSource
  void targetRowsSumToOne(Diffusion diffusion) {
    NDArray target = new BatchDiffusion(0.99, 1, 1).target(rows(112, 32), diffusion);
    for (double sum : target.sum(new int[] {1}).toDoubleArray()) {
      assertThat(sum).isCloseTo(1, within(ROUND_OFF));
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.3, 0.99, 0.999})
  void operatorSolvesItsEquation(double omega) {
    BatchDiffusion diffusion = new BatchDiffusion(omega, 1, 0.1);
    NDArray rows = rows(128, 16);
    NDArray transition = diffusion.transition(rows.matMul(rows.transpose()));
    NDArray operator = diffusion.operator(transition);
    // P (I - omega W) = (1 - omega) I
    NDArray identity = manager.eye(128).toType(DataType.FLOAT64, false);
    NDArray residual =
        operator.sub(operator.matMul(transition).mul(omega)).sub(identity.mul(1 - omega));
    assertThat(residual.abs().max().getDouble()).isLessThan(ROUND_OFF);
    assertThat(operator.min().getDouble()).isNotNegative();
  }

  @Test
  void operatorIsTheNeumannSeries() {
    double omega = 0.5;
    BatchDiffusion diffusion = new BatchDiffusion(omega, 1, 0.05);
    NDArray rows = rows(12, 4);
    NDArray transition = diffusion.transition(rows.matMul(rows.transpose()));
    NDArray power = manager.eye(12).toType(DataType.FLOAT64, false).mul(1 - omega);
    NDArray series = power;
    for (int k = 1; k < 60; k++) {
      power = power.matMul(transition).mul(omega);
      series = series.add(power);
    }
    assertThat(diffusion.operator(transition).sub(series).abs().max().getDouble())
        .isLessThan(ROUND_OFF);
  }

  @Test
  void transitionsNeverStayWhereTheyAre() {
    NDArray rows = rows(6, 3);
    NDArray transition =
        new BatchDiffusion(0.5, 1, 0.005).transition(rows.matMul(rows.transpose()));
    for (int row = 0; row < 6; row++) {
      assertThat(transition.getDouble(row, row)).isZero();
    }
  }

  @Test
  void twoRowsHaveTheOperatorOfTheBook() {
    // B = 2: P = [[1, omega], [omega, 1]] / (1 + omega)
    BatchDiffusion diffusion = new BatchDiffusion(0.7, 1, 1);
    NDArray rows = rows(2, 3);
    double[] operator =
        diffusion.operator(diffusion.transition(rows.matMul(rows.transpose()))).toDoubleArray();
    assertThat(operator)
        .containsExactly(new double[] {1 / 1.7, 0.7 / 1.7, 0.7 / 1.7, 1 / 1.7}, within(ROUND_OFF));
  }

  @Test
  void withoutWalkTheTargetIsTheTeachersList() {
    NDArray rows = rows(8, 3);
    NDArray walk = new BatchDiffusion(0, 0.5, 1).target(rows, Diffusion.CODE_ORDER);
    NDArray list = new BatchDiffusion(0, 0.5, 1).target(rows, Diffusion.NONE);
    assertThat(walk.sub(list).abs().max().getDouble()).isLessThan(ROUND_OFF);
  }

  @Test
  void aLoneRowKeepsItsList() {
    NDArray target = new BatchDiffusion(0.9, 1, 1).target(rows(1, 3), Diffusion.CODE_ORDER);
    assertThat(target.getDouble(0, 0)).isCloseTo(1, within(ROUND_OFF));
  }

  @Test
  void oppositeRowsGiveAFiniteSymmetricTarget() {
    NDArray rows = manager.create(new double[] {1, 0, -1, 0}, new Shape(2, 2));
    NDArray target = new BatchDiffusion(0.9, 1, 1).target(rows, Diffusion.SYMMETRIC);
    assertThat(target.isNaN().any().getBoolean()).isFalse();
  }

  private NDArray rows(int count, int dimension) {
    double[] values =
        new SplittableRandom(count).doubles((long) count * dimension, -1, 1).toArray();
    return UnitRows.of(manager.create(values, new Shape(count, dimension)));
  }
}
