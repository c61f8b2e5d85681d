package org.semblance.prep;

import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;
import org.semblance.synth.SynthSettings;
import org.semblance.table.ImageRow;
import org.semblance.table.ImageTable;
import org.semblance.table.RejectRow;
import org.semblance.table.RejectTable;

/** Runs ingest into a folder and reads its tables back. */
record IngestFixture(SparkSession spark, Path folder) {

  IngestResult ingest(IngestSettings settings, @Nullable SynthSettings synth) {
    return new IngestImages(spark, settings, synth, 5, table("images"), table("rejects")).execute();
  }

  List<ImageRow> images() {
    return spark
        .read()
        .parquet(table("images").toString())
        .orderBy(ImageTable.IMAGE_ID)
        .collectAsList()
        .stream()
        .map(ImageTable::fromRow)
        .toList();
  }

  List<RejectRow> rejects() {
    return spark.read().parquet(table("rejects").toString()).collectAsList().stream()
        .map(RejectTable::fromRow)
        .toList();
  }

  private org.apache.hadoop.fs.Path table(String name) {
    return new org.apache.hadoop.fs.Path(folder.resolve(name).toString());
  }
}
