package org.semblance.run;

import java.nio.charset.StandardCharsets;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.layout.AbstractStringLayout;
import org.apache.logging.log4j.core.layout.PatternLayout;
import org.semblance.progress.Printable;

/** Lines of a log without secrets, and without characters that would steer a terminal. */
final class SafeLayout extends AbstractStringLayout {

  private final PatternLayout pattern;

  private SafeLayout(PatternLayout pattern) {
    super(StandardCharsets.UTF_8);
    this.pattern = pattern;
  }

  static SafeLayout of(String pattern) {
    return new SafeLayout(PatternLayout.newBuilder().withPattern(pattern).build());
  }

  @Override
  public String toSerializable(LogEvent event) {
    return Printable.of(pattern.toSerializable(event));
  }
}
