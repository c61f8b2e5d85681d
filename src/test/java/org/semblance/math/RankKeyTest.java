package org.semblance.math;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RankKeyTest {

  @Test
  void largerScoresRankFirst() {
    float[] ascending = {-2, -1, -Float.MIN_VALUE, 0, Float.MIN_VALUE, 0.5f, 1, 3e38f};
    for (int i = 1; i < ascending.length; i++) {
      assertThat(RankKey.of(ascending[i], 9)).isGreaterThan(RankKey.of(ascending[i - 1], 1));
    }
  }

  @Test
  void ofEqualScoresTheSmallerIdRanksFirst() {
    assertThat(RankKey.of(0.5f, 3)).isGreaterThan(RankKey.of(0.5f, 4));
    assertThat(RankKey.of(-0.5f, 0)).isGreaterThan(RankKey.of(-0.5f, Integer.MAX_VALUE));
  }

  @Test
  void negativeZeroIsZero() {
    assertThat(RankKey.of(-0.0f, 3)).isEqualTo(RankKey.of(0.0f, 3));
  }

  @Test
  void givesBackWhatItWasMadeOf() {
    long key = RankKey.of(-0.75f, 123456);
    assertThat(RankKey.score(key)).isEqualTo(-0.75f);
    assertThat(RankKey.tie(key)).isEqualTo(123456);
  }
}
