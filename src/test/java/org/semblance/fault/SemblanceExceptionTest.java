package org.semblance.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class SemblanceExceptionTest {

  @Test
  void eachKindHasItsExitCode() {
    assertThat(SemblanceException.usage("u").exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(SemblanceException.data("d").exitCode()).isEqualTo(ExitCode.DATA);
    assertThat(SemblanceException.preflight("p").exitCode()).isEqualTo(ExitCode.PREFLIGHT);
  }

  @Test
  void keepsSentenceAndCause() {
    IOException cause = new IOException("why");
    SemblanceException failure = new SemblanceException(ExitCode.TRAINING, "what", cause);
    assertThat(failure).hasMessage("what").hasCause(cause);
    assertThat(failure.exitCode().code()).isEqualTo(5);
  }

  @Test
  void noTwoCodesAreTheSame() {
    assertThat(Arrays.stream(ExitCode.values()).mapToInt(ExitCode::code)).doesNotHaveDuplicates();
  }

  /** Schedulers go by that table. */
  @Test
  void theReadmeListsEveryCode() throws IOException {
    String readme = Files.readString(Path.of(System.getProperty("semblance.root"), "README.md"));
    String table = readme.substring(readme.indexOf("| code | meaning |"));
    for (ExitCode code : ExitCode.values()) {
      assertThat(table).containsPattern("\\| (\\d+, )*%d(, \\d+)* \\|".formatted(code.code()));
    }
  }
}
