package org.semblance.report;

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
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.semblance.evaluate.open.OpenEmbeddings;
import org.semblance.report.ReportData.EmbeddingMap;
import org.semblance.report.ReportData.Fact;
import org.semblance.report.ReportData.GalleryRow;
import org.semblance.report.ReportData.HardQuery;
import org.semblance.report.ReportData.Plot;
import org.semblance.table.LiteralReads;

/**
 * Writes {@code index.html}: what was measured, how training went, a map of the embeddings, and
 * queries with their neighbors. The file needs nothing beside it.
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
            spark,
            OpenEmbeddings.at(sources.embeddings(), sources.evaluate(), spark),
            sources.neighbors().map(this::table));
    EmbeddingMap map = MapOfEmbeddings.of(evaluated, settings);
    EvaluationTables tables = new EvaluationTables(sources.evaluation(), settings.classRows());
    List<HardQuery> worst = tables.worst();
    Optional<Galleries> galleries = Galleries.of(evaluated, settings);
    List<GalleryRow> examples = galleries.map(Galleries::random).orElse(List.of());
    List<GalleryRow> worstShown =
        galleries
            .map(all -> all.first(worst.stream().map(HardQuery::image).toList()))
            .orElse(List.of());
    Set<String> shown = new LinkedHashSet<>();
    map.points().forEach(point -> shown.add(point.image()));
    Stream.of(examples, worstShown)
        .flatMap(List::stream)
        .forEach(row -> shown.addAll(row.images()));
    Map<String, String> images =
        Thumbnails.of(spark, sources.images(), shown, settings.thumbnailSide());
    List<Plot> plots = new ArrayList<>(learningCurves());
    plots.add(tables.recallCurve());
    return write(
        new ReportData(
            sources.name(),
            tables.summary(),
            tables.metrics(),
            tables.conventions(),
            tables.counts(),
            plots,
            "Training figures by optimization step; recall over the number of nearest neighbors.",
            map,
            examples,
            worst,
            worstShown,
            sources.perCategory().map(this::table).map(tables::hardest).orElse(List.of()),
            tables.hardest(table(sources.perClass())),
            tables.confusions(),
            sources.facts().entrySet().stream()
                .map(fact -> new Fact(fact.getKey(), fact.getValue()))
                .toList(),
            sources.configuration(),
            images));
  }

  private Dataset<Row> table(Path path) {
    return LiteralReads.parquet(spark, path);
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

  private Path write(ReportData data) {
    Path path = new Path(folder, PAGE);
    try (OutputStream output = path.getFileSystem(hadoop()).create(path, true)) {
      output.write(ReportPage.render(data).getBytes(StandardCharsets.UTF_8));
      return path;
    } catch (IOException failure) {
      throw new UncheckedIOException("cannot write " + path, failure);
    }
  }

  private Configuration hadoop() {
    return spark.sparkContext().hadoopConfiguration();
  }
}
