package org.semblance.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.apache.hadoop.conf.Configuration;
import org.semblance.evaluate.open.EmbeddingLocation;
import org.semblance.run.RunDirectory;

/** Where the evaluation of a table goes if nobody says: a folder of its own, never another's. */
final class EvaluationFolder {

  private static final ObjectMapper JSON = new ObjectMapper();

  private EvaluationFolder() {}

  /** A name for what is measured: the last part of the table's, without endings. */
  static String name(EmbeddingLocation location) {
    String table = location.tables().get(0).replaceFirst("[/\\\\]+$", "");
    String last = table.substring(table.lastIndexOf('/') + 1);
    if (!last.startsWith("table:")) {
      last =
          last.replaceFirst(
              "(?i)\\.(parquet|orc|avro|csv|tsv|jsonl?|ndjson|npy)(\\.[a-z0-9]+)?$", "");
    }
    String name = last.replaceAll("[^\\p{L}\\p{N}._-]+", "-").replaceAll("^[-.]+|[-.]+$", "");
    return name.isEmpty() ? "embeddings" : name;
  }

  /** {@code evaluations/NAME}, with a number where that has an evaluation of another table. */
  static String of(EmbeddingLocation location, Configuration hadoop) {
    String name = "evaluations/" + name(location);
    String folder = name;
    for (int number = 2; holdsAnother(folder, location, hadoop); number++) {
      folder = name + "-" + number;
    }
    return folder;
  }

  private static boolean holdsAnother(
      String folder, EmbeddingLocation location, Configuration hadoop) {
    RunDirectory run = RunDirectory.at(folder, hadoop);
    return run.files()
        .read(run.metrics())
        .map(text -> !table(text).equals(location.toString()))
        .orElse(run.files().exists(run.metrics()));
  }

  private static String table(String metrics) {
    try {
      return JSON.readTree(metrics).path("definitions").path("table").asText();
    } catch (JsonProcessingException malformed) {
      return "";
    }
  }
}
