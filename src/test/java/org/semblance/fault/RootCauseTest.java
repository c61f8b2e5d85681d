package org.semblance.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.junit.jupiter.api.Test;

class RootCauseTest {

  @Test
  void aFailureWithoutACauseIsItsOwn() {
    IOException alone = new IOException("disk is full");
    assertThat(RootCause.of(alone)).isSameAs(alone);
    assertThat(RootCause.text(alone)).isEqualTo("disk is full");
  }

  @Test
  void theInnermostIsToldNotItsWrappers() {
    IOException cause = new IOException("block 7 is corrupt");
    Throwable wrapped =
        new IllegalStateException("Job aborted", new UncheckedIOException("cannot read x", cause));
    assertThat(RootCause.of(wrapped)).isSameAs(cause);
  }

  /** A cause that says nothing is passed over for the one around it. */
  @Test
  void aCauseWithoutAMessageIsPassedOver() {
    Throwable failure =
        new IllegalStateException("outer", new IOException("inner", new NullPointerException()));
    assertThat(RootCause.text(failure)).isEqualTo("inner");
  }

  @Test
  void whereNoneHasAMessageTheClassIsNamed() {
    Throwable silent = new IllegalStateException(null, new StackOverflowError());
    assertThat(RootCause.text(silent)).isEqualTo("StackOverflowError");
  }

  @Test
  void onlyTheFirstLineIsTold() {
    assertThat(RootCause.text(new IOException("one \nat two\nat three"))).isEqualTo("one");
    assertThat(RootCause.text(new IOException(""))).isEmpty();
  }
}
