package org.semblance.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.semblance.evaluate.settings.EvaluateFixture;

/** The verb from the command line to the exit code. */
class CompareCommandIT {

  @TempDir private Path folder;

  @RegisterExtension private final SpokenErrors errors = new SpokenErrors();

  @Test
  void writesAPageAndEndsWithSevenWhereARequirementDoesNotHold() throws IOException {
    String table = folder.resolve("table").toString();
    try (SparkSession spark = Sessions.start("test")) {
      EvaluateFixture.table(spark, EvaluateFixture.embeddings(200), 1, 1).write().parquet(table);
    }
    assertThat(compare(table, table, "--require", "recall@1 >= A", "--require", "map@r > A"))
        .isEqualTo(7);
    assertThat(errors.said()).contains("required map@r > A: map@r of B must be > ");
    assertThat(Files.readString(folder.resolve("out/compare.json")))
        .contains("\"by-metric\" : \"map@r\"");
    assertThat(Files.readString(folder.resolve("out/index.html"))).contains("<h2>B beside A</h2>");
  }

  @Test
  void mistakesEndWithTheirCodes() {
    assertThat(compare("a", "b", "--require", "recall")).isEqualTo(2);
    assertThat(errors.said()).contains("--require must be like 'recall@1 >= A - 0.005'");
    assertThat(compare("a", "b", "--set", "evaluate.bootstrap-resamples=0")).isEqualTo(2);
    assertThat(errors.said()).contains("evaluate.bootstrap-resamples must be at least 1, got 0");
    assertThat(compare(folder.resolve("nothing").toString(), "b")).isEqualTo(3);
    assertThat(errors.said()).contains("nothing does not exist: name a run directory");
  }

  private int compare(String... arguments) {
    List<String> all = new ArrayList<>(List.of("compare"));
    all.addAll(List.of(arguments));
    all.addAll(List.of("--out", folder.resolve("out").toString()));
    return errors.execute(all.toArray(new String[0]));
  }
}
