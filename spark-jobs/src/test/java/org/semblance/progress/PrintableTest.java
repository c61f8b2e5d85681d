package org.semblance.progress;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PrintableTest {

  @Test
  void escapesWhatWouldSteerATerminal() {
    assertThat(Printable.of("a\u001b[2Jb\u0007\u009b1m\u202e.gnp"))
        .isEqualTo("a\\u001b[2Jb\\u0007\\u009b1m\\u202e.gnp");
  }

  @Test
  void keepsLinesTabsAndLetters() {
    assertThat(Printable.of("a\tb\nZürich 東京 😀")).isEqualTo("a\tb\nZürich 東京 😀");
  }

  @Test
  void hidesSecrets() {
    assertThat(Printable.of("cannot read s3a://bob:pw@bucket/x"))
        .isEqualTo("cannot read s3a://(redacted)@bucket/x");
  }
}
