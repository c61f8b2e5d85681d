package org.semblance.prep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.semblance.LocalSpark;
import org.semblance.SharedData;
import org.semblance.fault.SemblanceException;
import org.semblance.importer.LeftOutCount;

/** Inputs as people have them, with what is right about each. */
@ExtendWith(LocalSpark.class)
class ShippedCasesIT {

  @TempDir static Path cases;
  @TempDir Path folder;

  @BeforeAll
  static void unpack() throws IOException, InterruptedException {
    Path archive = SharedData.path("cases/cases.tar.gz");
    Process tar =
        new ProcessBuilder("tar", "xzf", archive.toString(), "-C", cases.toString())
            .inheritIO()
            .start();
    Assumptions.assumeTrue(tar.waitFor(60, TimeUnit.SECONDS) && tar.exitValue() == 0);
  }

  private static Path data(String name) throws IOException {
    Path root = Files.isDirectory(cases.resolve("sources")) ? cases : cases.resolve("cases");
    Path data = root.resolve(name);
    if (name.contains("csv-abs") || name.contains("csv-file-uri")) {
      Path list = data.resolve("labels.csv");
      Files.writeString(list, Files.readString(list).replace("@ROOT@", root.toString()));
    }
    return data;
  }

  private IngestResult ingest(String name, SparkSession spark) throws IOException {
    boolean list = name.matches(".*/(csv|zip)-.*");
    Ingests ingests = list ? Ingests.csv(data(name)) : Ingests.folder(data(name));
    return new IngestFixture(spark, folder).ingest(ingests.maxRejects(1).settings(), null);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "sources/broken-symlink | 24 | {MISSING=1} | 0",
        "sources/colon-file | 241 | {} | 0",
        "sources/csv-abs | 48 | {} | 0",
        "sources/csv-backslashes | 48 | {} | 0",
        "sources/csv-blank-end | 48 | {} | 0",
        "sources/csv-bom-quoted | 48 | {} | 0",
        "sources/csv-cr-only | 48 | {} | 0",
        "sources/csv-dup-rows-norm | 48 | {DUPLICATE_PATH=48} | 0",
        "sources/csv-file-uri | 48 | {} | 0",
        "sources/csv-gz | 48 | {} | 0",
        "sources/csv-inch | 48 | {} | 0",
        "sources/csv-inch-one | 48 | {} | 0",
        "sources/csv-nan-labels | 44 | {UNLABELED=4} | 0",
        "sources/csv-nfd-files | 48 | {} | 0",
        "sources/csv-nul-bytes | 48 | {MALFORMED=1} | 0",
        "sources/csv-oml-xywh | 48 | {} | 0",
        "sources/csv-quote-inside | 48 | {} | 0",
        "sources/csv-semicolon | 48 | {} | 0",
        "sources/csv-utf16 | 48 | {} | 0",
        "sources/dot-underscore | 24 | {} | 24",
        "sources/good-symlink | 24 | {MISSING=2} | 0",
        "sources/one-thumbs-db | 72 | {} | 1",
        "sources/readme-at-root | 24 | {} | 1",
        "sources/splits-csv | 32 | {} | 1",
        "sources/splits-dsstore | 32 | {} | 1",
        "sources/splits-macosx | 32 | {} | 1",
        "sources/splits-readme | 32 | {} | 1",
        "sources/underscore-class | 28 | {} | 0",
        "sources/underscore-files | 42 | {} | 0",
        "sources/underscore-only | 30 | {} | 0",
        "sources/zip-backslash | 48 | {} | 0",
        "sources/zip-bomb | 1 | {TOO_LARGE=1} | 0",
        "sources/zip-bzip2 | 48 | {} | 0",
        "sources/zip-cp437 | 48 | {} | 0",
        "sources/zip-leading-slash | 48 | {} | 0",
        "sources/zip-nfd | 48 | {} | 0",
        "sources/zip-no-folder | 48 | {} | 0",
        "sources/zip-zip-and-empty-folder | 48 | {} | 0",
        "locale/latin1-class | 8 | {BAD_NAME=4} | 0",
        "locale/odd-classes | 54 | {} | 1",
        "locale/odd-names | 126 | {} | 0",
      })
  void everythingIsAnImageARejectOrLeftOut(
      String name, long images, String reasons, long leftOut, SparkSession spark)
      throws IOException {
    IngestResult result = ingest(name, spark);
    assertThat(result.images()).isEqualTo(images);
    assertThat(new TreeMap<>(result.rejectsPerReason()).toString()).isEqualTo(reasons);
    assertThat(result.leftOut().stream().mapToLong(LeftOutCount::count).sum()).isEqualTo(leftOut);
    assertThat(result.rows()).isEqualTo(result.images() + result.rejects());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "sources/csv-dotdot | its path leaves the folder of labels.csv",
        "sources/csv-dup-cols | labels.csv has the column class more than once",
        "sources/csv-latin1 | is not UTF-8 text near line 1",
        "sources/csv-split-empty | 24 rows name no split, 24 do",
        "sources/csv-split-num | line 2 of labels.csv has the split '0'",
        "sources/empty-class | holds no images; fill it or remove it",
        "sources/zip-crc | its checksum differs from the archive's",
        "sources/zip-encrypted | it is encrypted",
        "sources/zip-truncated | is not a whole archive",
      })
  void refusesBySayingWhatItFound(String name, String message, SparkSession spark) {
    assertThatExceptionOfType(Exception.class)
        .isThrownBy(() -> ingest(name, spark))
        .satisfies(failure -> assertThat(sentence(failure)).contains(message));
  }

  /** Spark wraps what an executor throws. */
  private static String sentence(Throwable failure) {
    Throwable at = failure;
    while (!(at instanceof SemblanceException) && at.getCause() != null) {
      at = at.getCause();
    }
    return String.valueOf(at.getMessage());
  }
}
