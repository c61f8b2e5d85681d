package org.semblance.jobs.report;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;
import org.semblance.jobs.evaluate.EvaluationResult;
import org.semblance.jobs.report.ReportData.EmbeddingMap;
import org.semblance.jobs.report.ReportData.Fact;
import org.semblance.jobs.report.ReportData.Gallery;
import org.semblance.jobs.report.ReportData.Plot;

/**
 * Writes {@code index.html}: what was measured, how training went, a map of the embeddings, and
 * queries with their neighbours. The file needs nothing beside it.
 *
 * @param folder receives {@code index.html}
 */
public record WriteReport(
    SparkSession spark, ReportSettings settings, ReportSources sources, Path folder) {

  public static final String PAGE = "index.html";

  /** Writes the page and returns its path. */
  public Path execute() {
    EvaluatedRows evaluated =
        EvaluatedRows.of(
            spark.read().parquet(sources.embeddings().toString()),
            sources.columns(),
            sources.neighbors().map(path -> spark.read().parquet(path.toString())));
    EmbeddingMap map = MapOfEmbeddings.of(evaluated, settings);
    List<Gallery> galleries = Galleries.of(evaluated, settings);
    Map<String, String> images =
        Thumbnails.of(spark, sources.images(), pictures(map, galleries), settings.thumbnailSide());
    return write(ReportPage.render(data(map, galleries, images)));
  }

  private ReportData data(EmbeddingMap map, List<Gallery> galleries, Map<String, String> images) {
    EvaluationResult result = sources.evaluation();
    EvaluationTables tables = new EvaluationTables(result, settings.classRows());
    List<Plot> plots = new ArrayList<>(learningCurves());
    plots.add(tables.recallCurve());
    return new ReportData(
        sources.name(),
        tables.summary(),
        tables.metrics(),
        tables.conventions(),
        tables.counts(),
        plots,
        "Training figures by optimisation step; recall over the number of neighbours looked at.",
        map,
        galleries,
        tables.hardestClasses(spark.read().parquet(sources.perClass().toString())),
        "The classes with the lowest MAP@R first.",
        tables.confusions(),
        sources.facts().entrySet().stream()
            .map(fact -> new Fact(fact.getKey(), fact.getValue()))
            .toList(),
        sources.configuration(),
        images);
  }

  private List<Plot> learningCurves() {
    return sources
        .trainingLog()
        .map(
            path -> {
              try (BufferedReader lines =
                  new BufferedReader(
                      new InputStreamReader(
                          path.getFileSystem(hadoop()).open(path), StandardCharsets.UTF_8))) {
                return LearningCurves.from(lines);
              } catch (IOException failure) {
                throw new UncheckedIOException("cannot read " + path, failure);
              }
            })
        .orElse(List.of());
  }

  private static Set<String> pictures(EmbeddingMap map, List<Gallery> galleries) {
    Set<String> ids = new LinkedHashSet<>();
    map.points().forEach(point -> ids.add(point.image()));
    for (Gallery gallery : galleries) {
      for (ReportData.GalleryRow row : gallery.rows()) {
        ids.add(row.query().image());
        row.neighbors().forEach(neighbor -> ids.add(neighbor.image()));
      }
    }
    return ids;
  }

  private Path write(String page) {
    Path path = new Path(folder, PAGE);
    try (OutputStream output = path.getFileSystem(hadoop()).create(path, true)) {
      output.write(page.getBytes(StandardCharsets.UTF_8));
      return path;
    } catch (IOException failure) {
      throw new UncheckedIOException("cannot write " + path, failure);
    }
  }

  private Configuration hadoop() {
    return spark.sparkContext().hadoopConfiguration();
  }
}
