package org.semblance.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.semblance.LocalSpark;
import org.semblance.evaluate.open.EmbeddingLocation;
import org.semblance.evaluate.open.OpenEmbeddings;
import org.semblance.evaluate.settings.EvaluateFixture;
import org.semblance.evaluate.settings.EvaluateSettings;
import org.semblance.evaluate.settings.InvalidRows;

/**
 * Tables as pandas, polars, DuckDB, Arrow and NumPy write them, with nothing said but where they
 * are. Needs a Python that has the library, {@code -Dsemblance.python=PATH}; skipped without.
 */
@ExtendWith(LocalSpark.class)
class PythonTablesIT {

  /** 60 rows of 6 classes; every row's nearest is of its class. */
  private static final String ROWS =
      """
      import sys, numpy as np
      out = sys.argv[1]
      rng = np.random.default_rng(3)
      labels = np.arange(60) % 6
      vectors = (np.eye(6)[labels] + 0.05 * rng.standard_normal((60, 6))).astype('float32')
      names = ['c%d' % label for label in labels]
      """;

  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "import pandas as pd; pd.DataFrame({'label': names, 'embedding': list(vectors)}).to_parquet(out)",
        "import pandas as pd; pd.DataFrame({'label': labels, 'embedding': list(vectors.astype('float64')), 'when': pd.Timestamp('2024-01-01')}).to_parquet(out, compression='zstd')",
        "import pandas as pd; pd.DataFrame({'label': pd.Categorical(names), 'emb': list(vectors)}).to_parquet(out)",
        "import polars as pl; pl.DataFrame({'label': names, 'embedding': vectors}).write_parquet(out)",
        "import polars as pl; pl.DataFrame({'id': labels * 0 + np.arange(60), 'label': pl.Series(names, dtype=pl.Categorical), 'v': vectors}).write_parquet(out)",
        "import duckdb; e = vectors.tolist(); duckdb.sql('create table t(label varchar, embedding float[6])'); duckdb.executemany('insert into t values (?, ?)', list(zip(names, e))); duckdb.sql(f\"copy t to '{out}' (format parquet)\")",
        "import pyarrow as pa, pyarrow.parquet as pq; a = pa.FixedSizeListArray.from_arrays(pa.array(vectors.ravel()), 6); pq.write_table(pa.table({'label': names, 'v': a}), out, use_byte_stream_split=['v.list.element'], use_dictionary=False)",
        "import pyarrow as pa, pyarrow.parquet as pq; a = pa.array([list(v.astype('float16')) for v in vectors], pa.list_(pa.float16())); pq.write_table(pa.table({'label': names, 'v': a}), out)",
        "import pyarrow as pa, pyarrow.orc as orc; orc.write_table(pa.table({'label': names, 'v': vectors.tolist()}), out)",
        "import pyarrow as pa, pyarrow.parquet as pq; pq.write_to_dataset(pa.table({'label': names, 'v': vectors.tolist()}), out, partition_cols=['label'])",
      })
  void isMeasuredAsItIs(String write, SparkSession spark) throws Exception {
    Path table = folder.resolve("table");
    python(write, table);
    EvaluateSettings settings = EvaluateFixture.quick(EvaluateFixture.AUTO, InvalidRows.FAIL);
    EvaluationResult result =
        new MeasureTable(spark, settings, Optional.empty())
            .measure(OpenEmbeddings.at(EmbeddingLocation.of(table.toString()), settings, spark));
    assertThat(result.counts().queries()).isEqualTo(60);
    assertThat(result.counts().classes()).isEqualTo(6);
    assertThat(result.metrics().get("recall@1")).isEqualTo(1.0);
  }

  private void python(String write, Path table) throws IOException, InterruptedException {
    Path script = Files.writeString(folder.resolve("write.py"), ROWS + write + "\n");
    Path log = folder.resolve("log");
    try {
      Process python =
          new ProcessBuilder(
                  System.getProperty("semblance.python", "python3"),
                  script.toString(),
                  table.toString())
              .redirectErrorStream(true)
              .redirectOutput(log.toFile())
              .start();
      int code = python.waitFor();
      String said = Files.readString(log);
      assumeTrue(!said.contains("ModuleNotFoundError"), said);
      assertThat(code).as(said).isZero();
    } catch (IOException missing) {
      assumeTrue(false, missing.getMessage());
    }
  }
}
