package org.semblance.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What {@code evaluate} says of tables with files that Spark cannot read. */
class DamagedTableIT {

  @RegisterExtension private final SpokenErrors errors = new SpokenErrors();

  @TempDir Path folder;

  @BeforeEach
  void writeTable() {
    try (SparkSession spark = Sessions.start("table")) {
      spark
          .range(4000)
          .selectExpr(
              "id as image_id",
              "cast(id div 5 as string) as label",
              "'test' as split",
              "array(cast(rand(1) as float), cast(rand(2) as float)) as vector")
          .repartition(3)
          .write()
          .parquet(folder.resolve("table").toString());
    }
  }

  @Test
  void aFileOfAnotherKindIsNamed() throws IOException {
    Path file = Files.writeString(folder.resolve("table.parquet"), "image_id,label\n1,a\n");
    assertNamed(file, file);
  }

  @Test
  void aCutFileAmongOthersIsNamed() throws IOException {
    Path file = files().get(1);
    byte[] content = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(content, content.length / 2));
    assertNamed(folder.resolve("table"), file);
  }

  @Test
  void aFileWithWrongBytesIsNamed() throws IOException {
    Path file = files().get(2);
    byte[] content = Files.readAllBytes(file);
    for (int i = content.length / 4; i < content.length / 2; i++) {
      content[i] ^= (byte) (17 * i + 85);
    }
    Files.write(file, content);
    assertNamed(folder.resolve("table"), file);
  }

  /** The data files, without their checksums, which would tell of the damage first. */
  private List<Path> files() throws IOException {
    try (Stream<Path> all = Files.list(folder.resolve("table"))) {
      List<Path> paths = all.sorted().toList();
      for (Path path : paths) {
        if (path.getFileName().toString().endsWith(".crc")) {
          Files.delete(path);
        }
      }
      return paths.stream().filter(path -> path.toString().endsWith(".parquet")).toList();
    }
  }

  private void assertNamed(Path table, Path file) throws IOException {
    int code =
        errors.execute("evaluate", "--embeddings=" + table, "--run-dir=" + folder.resolve("run"));
    String said = errors.said();
    assertThat(code).as(said).isEqualTo(3);
    assertThat(said).contains(file.getFileName() + " cannot be read as Parquet (");
    assertThat(said).doesNotContain("\tat ").doesNotContain("Exception");
    assertThat(Files.readString(folder.resolve("run/result.json"))).contains("\"failed\"");
    assertThat(folder.resolve("run/evaluation/metrics.json")).doesNotExist();
  }
}
