package org.semblance.importer;

import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;
import org.semblance.source.SourceImage;
import org.semblance.source.files.FileTree;
import org.semblance.source.files.FileTrees;
import org.semblance.synth.SynthSettings;

/**
 * What an importer works with.
 *
 * @param given {@code ingest.path} as it was written
 * @param synth section {@code synth}; null where there is none
 */
public record ImportContext(SparkSession spark, String given, @Nullable SynthSettings synth) {

  /** {@code ingest.path}, on any Hadoop file system. */
  public Path path() {
    return FileTrees.path(given);
  }

  /** The folder or archive at {@code ingest.path}. */
  public FileTree tree() {
    return FileTrees.open(path(), hadoop());
  }

  /** Settings of the file systems. */
  public Configuration hadoop() {
    return spark.sessionState().newHadoopConf();
  }

  JavaSparkContext cluster() {
    return JavaSparkContext.fromSparkContext(spark.sparkContext());
  }

  /** Images that the driver has listed, in their order. */
  public JavaRDD<SourceImage> images(List<SourceImage> listed) {
    JavaSparkContext cluster = cluster();
    return cluster.parallelize(
        listed, Math.max(1, Math.min(listed.size(), cluster.defaultParallelism())));
  }
}
