package org.semblance.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.semblance.config.ConfigText;
import org.semblance.config.KeyNames;
import org.semblance.config.SettingsLoader;
import org.semblance.distance.CosineSimilarity;
import org.semblance.fault.SemblanceException;
import org.semblance.loss.MetricLoss;
import org.semblance.loss.MultiSimilarity;
import org.semblance.loss.Triplet;
import org.semblance.miner.Miner;
import org.semblance.miner.MultiSimilarityMiner;
import org.semblance.miner.TripletMarginMiner;

/** The published values reach every loss and every miner. */
class LossDefaultsTest {

  /** The section under test. */
  record LossSection(MetricLoss loss) {}

  static Stream<String> losses() {
    return KeyNames.variants(MetricLoss.class).keySet().stream();
  }

  static Stream<String> miners() {
    return KeyNames.variants(Miner.class).keySet().stream();
  }

  @ParameterizedTest
  @MethodSource("losses")
  void everyLossHasDefaults(String type) {
    assertThat(loss("loss: {type: " + type + "}"))
        .isInstanceOf(KeyNames.variants(MetricLoss.class).get(type));
  }

  @ParameterizedTest
  @MethodSource("miners")
  void everyMinerHasDefaults(String type) {
    Triplet loss = (Triplet) loss("loss: {type: triplet, miner: {type: " + type + "}}");
    assertThat(loss.miner()).isInstanceOf(KeyNames.variants(Miner.class).get(type));
  }

  @Test
  void defaultsReachNestedParts() {
    MultiSimilarity loss = (MultiSimilarity) loss("loss: {type: multi-similarity, beta: 40}");
    assertThat(loss.alpha()).isEqualTo(2);
    assertThat(loss.beta()).isEqualTo(40);
    assertThat(loss.miner()).isEqualTo(new MultiSimilarityMiner(0.1, new CosineSimilarity()));
  }

  @Test
  void nestedKeysCanBeSetAlone() {
    Triplet loss =
        (Triplet) loss("loss: {type: triplet, miner: {type: triplet-margin, select: hard}}");
    TripletMarginMiner miner = (TripletMarginMiner) loss.miner();
    assertThat(miner.select()).isEqualTo(TripletMarginMiner.Select.HARD);
    assertThat(miner.margin()).isEqualTo(0.2);
  }

  @Test
  void namesTheKeyOfAWrongValue() {
    assertThatThrownBy(() -> loss("loss: {type: norm-softmax, scale: -1}"))
        .isInstanceOf(SemblanceException.class)
        .hasMessageContaining("loss.scale must be positive, got -1.0");
    assertThatThrownBy(
            () -> loss("loss: {type: triplet, miner: {type: hard-fraction, fraction: 2}}"))
        .isInstanceOf(SemblanceException.class)
        .hasMessageContaining("loss.miner.fraction must be above 0 and at most 1, got 2.0");
  }

  private static MetricLoss loss(String yaml) {
    LossSection bound =
        SettingsLoader.load(LossSection.class, new ConfigText("test.yaml", yaml), List.of())
            .config();
    return Objects.requireNonNull(bound.loss());
  }
}
