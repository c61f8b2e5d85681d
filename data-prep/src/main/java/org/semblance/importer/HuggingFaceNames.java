package org.semblance.importer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** The class names that Hugging Face's Parquet files keep beside the schema. */
final class HuggingFaceNames {

  private HuggingFaceNames() {}

  /** Names by the number that stands for them; empty where the first file has none. */
  static Map<String, String> of(Dataset<Row> table, String label, Configuration hadoop) {
    String[] files = table.inputFiles();
    if (files.length == 0) {
      return Map.of();
    }
    Map<String, String> names = new HashMap<>();
    try (ParquetFileReader reader =
        ParquetFileReader.open(HadoopInputFile.fromPath(new Path(URI.create(files[0])), hadoop))) {
      String features =
          reader.getFileMetaData().getKeyValueMetaData().getOrDefault("huggingface", "{}");
      JsonNode listed =
          new ObjectMapper().readTree(features).at("/info/features").path(label).path("names");
      listed.forEach(name -> names.put(String.valueOf(names.size()), name.asText()));
    } catch (IOException | RuntimeException notParquet) {
      return Map.of();
    }
    return names;
  }
}
