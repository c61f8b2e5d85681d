package org.semblance.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.semblance.LocalSpark;
import org.semblance.evaluate.open.EmbeddingLocation;
import org.semblance.evaluate.open.OpenEmbeddings;
import org.semblance.evaluate.settings.EvaluateFixture;
import org.semblance.evaluate.settings.EvaluateSettings;
import org.semblance.evaluate.settings.InvalidRows;
import org.semblance.fault.ExitCode;
import org.semblance.fault.SemblanceException;

/**
 * The tables of {@code cases.tar.gz}, written by Arrow's, DuckDB's and parquet-mr's writers, with
 * nothing said but where they are. Each holds the same 40 rows of 8 classes, on which every nearest
 * neighbor is of the query's class, unless it says otherwise here.
 */
@ExtendWith(LocalSpark.class)
class CaseTablesIT {

  /** What is refused, by a part of the sentence. */
  private static final Map<String, String> REFUSED =
      Map.ofEntries(
          Map.entry("binary-vector.parquet", "has no column of vectors"),
          Map.entry("codec-brotli.parquet", "is compressed by BROTLI"),
          Map.entry("id-float32-big.parquet", "occurs twice in the gallery"),
          Map.entry("junk-beside", "junk-beside/metrics.json cannot be read as Parquet"),
          Map.entry("label-list.parquet", "must be of integers or text, found list<string>"),
          Map.entry("mix-label-int-str", "column label is string, but int32 in "),
          Map.entry("trunc", "trunc/a.parquet cannot be read as Parquet"),
          Map.entry("zero-rows.parquet", "have no row to measure"),
          Map.entry("empty-vectors.parquet", "have no row to measure"));

  /** Rows that cannot be measured: left out if asked for, else named. */
  private static final Map<String, Integer> INVALID =
      Map.ofEntries(
          Map.entry("huge-double.parquet", 1),
          Map.entry("id-double-nan.parquet", 1),
          Map.entry("label-double-nan.parquet", 4),
          Map.entry("label-empty.parquet", 4),
          Map.entry("label-float-nan-query.parquet", 8),
          Map.entry("label-null.parquet", 3),
          Map.entry("null-in-vector.parquet", 1),
          Map.entry("null-vector.parquet", 1),
          Map.entry("one-empty-vector.parquet", 1));

  /** Other vectors, labels or numbers of rows on purpose. */
  private static final Set<String> OTHERS =
      Set.of(
          "all-same-vector.parquet",
          "all-single.parquet",
          "all-zero.parquet",
          "dim1.parquet",
          "label-big-float.parquet",
          "label-bool.parquet",
          "label-text-none.parquet",
          "one-class.parquet",
          "one-row.parquet",
          "part-label",
          "emb1.parquet");

  @TempDir private Path folder;

  @Test
  void eachIsMeasuredOrRefusedByName(SparkSession spark) throws Exception {
    int seen = 0;
    for (Path table : tables()) {
      check(table, spark);
      seen++;
    }
    assertThat(seen).isGreaterThan(80);
  }

  private void check(Path table, SparkSession spark) {
    String name = table.getFileName().toString();
    if (REFUSED.containsKey(name)) {
      assertThatThrownBy(() -> evaluate(table, InvalidRows.REJECT, spark))
          .as(name)
          .isInstanceOf(SemblanceException.class)
          .hasMessageContaining(REFUSED.get(name))
          .extracting(failure -> ((SemblanceException) failure).exitCode())
          .isEqualTo(ExitCode.DATA);
      return;
    }
    int invalid = INVALID.getOrDefault(name, 0);
    if (invalid > 0) {
      assertThatThrownBy(() -> evaluate(table, InvalidRows.FAIL, spark))
          .as(name)
          .isInstanceOf(SemblanceException.class)
          .hasMessageStartingWith(invalid + " rows of the embeddings cannot be measured (row ");
    }
    EvaluationResult result =
        evaluate(table, invalid > 0 ? InvalidRows.REJECT : InvalidRows.FAIL, spark);
    assertThat(result.counts().rejectedRows()).as(name).isEqualTo(invalid);
    if (name.equals("part-label")) {
      assertThat(result.counts().classes()).as(name).isEqualTo(6);
    }
    if (!OTHERS.contains(name)) {
      assertThat(result.counts().queries()).as(name).isEqualTo(40 - invalid);
      assertThat(result.counts().classes()).as(name).isEqualTo(8);
      assertThat(result.metrics().get("recall@1")).as(name).isEqualTo(1.0);
    }
  }

  private static EvaluationResult evaluate(Path table, InvalidRows invalid, SparkSession spark) {
    EvaluateSettings settings = EvaluateFixture.quick(EvaluateFixture.AUTO, invalid);
    return new MeasureTable(spark, settings, Optional.empty())
        .measure(OpenEmbeddings.at(EmbeddingLocation.of(table.toString()), settings, spark));
  }

  /** Files and folders of the archive, one table each. */
  private Set<Path> tables() throws IOException, InterruptedException {
    Path archive =
        Path.of(System.getProperty("semblance.shared", "../shared"), "cases", "cases.tar.gz");
    assumeTrue(Files.exists(archive), archive + " is not there");
    Process tar =
        new ProcessBuilder("tar", "xzf", archive.toString(), "-C", folder.toString(), "./tables")
            .inheritIO()
            .start();
    assertThat(tar.waitFor()).isZero();
    Path tables = folder.resolve("tables");
    Set<Path> found = new TreeSet<>(children(tables));
    for (String group : Set.of("clean", "glob")) {
      found.remove(tables.resolve(group));
      found.addAll(children(tables.resolve(group)));
    }
    return found;
  }

  private static Set<Path> children(Path folder) throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return new TreeSet<>(all.filter(path -> !path.toString().endsWith(".crc")).toList());
    }
  }
}
