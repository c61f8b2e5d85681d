package org.semblance.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.semblance.experiment.Provenance;
import picocli.CommandLine;

/** What the command line answers before any Spark is started. */
class SemblanceCommandTest {

  @TempDir private Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @ParameterizedTest(name = "[{index}] {0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          --                     | Missing required subcommand
          trian                  | Unmatched argument at index 0: 'trian'
          ingest --confg x       | Unknown options: '--confg', 'x'
          ingest --config        | Missing required parameter for option '--config' (FILE)
          ingest --config no.yaml | cannot read the configuration no.yaml: no such file
          ingest --set name=a --set train.seed=1 --dry-run --from lunch | --from must be one of
          evaluate --neighbors many | Invalid value for option '--neighbors': 'many' is not an int
          evaluate --embeddings t --run-dir r --neighbors 1001 | evaluate.neighbors must be from 0 to 1000, got 1001
          evaluate --gallery t | --gallery goes with --embeddings: name the table as well
          show-config --set train.epoks=3 --set name=a --set train.seed=1 | unknown key train.epoks (--set): did you mean train.epochs?
          show-config --set name=a | train.seed is required: set it in a file given with --config or with --set train.seed=VALUE
          """)
  void answersMistakesInOneSentence(String arguments, String sentence) {
    int code = execute(arguments.equals("--") ? new String[0] : arguments.split(" "));

    assertThat(code).isEqualTo(2);
    assertThat(err.toString()).startsWith(sentence).doesNotContain("\tat ");
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void printsTheResolvedConfiguration() {
    assertThat(execute("show-config", "--set", "name=a", "--set", "train.seed=7")).isZero();
    assertThat(out.toString()).contains("name: a\n").contains("  seed: 7\n");
  }

  @Test
  void aDryRunTellsWhatWouldStopALaterStage() {
    int code =
        execute(
            "run",
            "--dry-run",
            "--run-dir=" + folder,
            "--set=name=a",
            "--set=train.seed=7",
            "--set=train.ranks=3");

    assertThat(code).isEqualTo(2);
    assertThat(err.toString())
        .startsWith("2 things stand in the way:\n  plan.sampler.classes-per-batch is 16 but must")
        .contains("\n  train.ranks is 3 but --master local[*] has no executors");
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void printsTheVersion() {
    assertThat(execute("--version")).isZero();
    assertThat(out.toString()).isEqualToIgnoringNewLines("semblance " + Provenance.version());
  }

  @Test
  void refusesToDrawIntoAnExistingFolder() {
    int code =
        execute("synth", "--out", folder.toString(), "--set", "name=a", "--set", "train.seed=1");

    assertThat(code).isEqualTo(2);
    assertThat(err.toString())
        .isEqualToIgnoringNewLines(folder + " exists already: choose another --out");
  }

  @Test
  void drawsPicturesThatIngestCanRead() throws IOException {
    Path drawn = folder.resolve("drawn");
    int code =
        execute(
            "synth",
            "--out=" + drawn,
            "--set=name=a",
            "--set=train.seed=1",
            "--set=synth.train-classes=2",
            "--set=synth.test-classes=1",
            "--set=synth.images-per-class=2");

    assertThat(code).isZero();
    assertThat(out.toString()).isEqualToIgnoringNewLines("6 images and labels.csv in " + drawn);
    List<String> lines = Files.readAllLines(drawn.resolve("labels.csv"));
    assertThat(lines).hasSize(7).startsWith("path,label,split");
    assertThat(lines.subList(1, 7))
        .allSatisfy(
            line ->
                assertThat(drawn.resolve(line.substring(0, line.indexOf(',')))).isNotEmptyFile());
  }

  private int execute(String... arguments) {
    CommandLine commandLine = SemblanceCommand.commandLine();
    commandLine.setOut(new PrintWriter(out, true));
    commandLine.setErr(new PrintWriter(err, true));
    return commandLine.execute(arguments);
  }
}
