package org.semblance.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.semblance.LocalSpark;
import org.semblance.fault.SemblanceException;

@ExtendWith(LocalSpark.class)
class LiteralReadsIT {

  @TempDir Path folder;

  private static org.apache.hadoop.fs.Path hadoop(Path path) {
    return new org.apache.hadoop.fs.Path(path.toString());
  }

  private Path table(SparkSession spark, String name, int rows) {
    Path table = folder.resolve(name);
    spark.range(rows).coalesce(1).write().parquet(table.toString());
    return table;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"exp[1]", "{exp1}", "exp?", "e*", "_x/t", ".x/t", "a #1 50%20", "x:y", "k=v"})
  void readsTheTableThatIsNamed(String name, SparkSession spark) {
    table(spark, "exp1", 2);
    assertThat(LiteralReads.parquet(spark, hadoop(table(spark, name, 3))).count()).isEqualTo(3);
  }

  @Test
  void readsAFileWhoseNameIsAPattern(SparkSession spark) throws IOException {
    Path file = folder.resolve("emb[1].parquet");
    Files.move(part(table(spark, "t", 4)), file);
    Files.move(part(table(spark, "u", 5)), folder.resolve("emb1.parquet"));
    assertThat(LiteralReads.parquet(spark, hadoop(file)).count()).isEqualTo(4);
  }

  @Test
  void refusesFilesThatSparkPassesOver(SparkSession spark) throws IOException {
    Path hidden = folder.resolve("_e.parquet");
    Path colon = folder.resolve("a:b.parquet");
    Files.move(part(table(spark, "t", 4)), hidden);
    Files.move(part(table(spark, "u", 4)), colon);
    assertThatExceptionOfType(SemblanceException.class)
        .isThrownBy(() -> LiteralReads.parquet(spark, hadoop(hidden)))
        .withMessage(
            "Spark does not read the file %s: its name begins with _ or .; rename it", hidden);
    assertThatExceptionOfType(SemblanceException.class)
        .isThrownBy(() -> LiteralReads.parquet(spark, hadoop(colon)))
        .withMessage("Spark does not read the file %s: its name holds a colon; rename it", colon);
  }

  private static Path part(Path table) throws IOException {
    try (Stream<Path> files = Files.list(table)) {
      return files.filter(file -> file.toString().endsWith(".parquet")).findFirst().orElseThrow();
    }
  }
}
