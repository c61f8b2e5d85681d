package org.semblance.stage;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.fs.Path;
import org.jspecify.annotations.Nullable;
import org.semblance.evaluate.MetricsFile;
import org.semblance.evaluate.open.EmbeddingLocation;
import org.semblance.experiment.Provenance;
import org.semblance.report.ReportSources;
import org.semblance.report.WriteReport;
import org.semblance.run.RunDirectory;

/**
 * Metrics, curves and images to one HTML page.
 *
 * @param embeddings those that were measured; null for that of the run
 */
public record ReportStage(@Nullable EmbeddingLocation embeddings) implements Stage {

  /** Of the run's own embeddings. */
  public ReportStage() {
    this(null);
  }

  @Override
  public String name() {
    return "report";
  }

  @Override
  public String summary() {
    return "Writes the HTML page: metrics, curves, galleries, a map of the embeddings.";
  }

  @Override
  public List<String> settings(ObjectNode config) {
    return List.of("name", "report");
  }

  @Override
  public List<Stage> upstream() {
    return List.of(new EvaluateStage(embeddings));
  }

  @Override
  public List<Path> outputs(RunDirectory run) {
    return List.of(run.report());
  }

  @Override
  public StageResult execute(StageContext context) {
    RunDirectory run = context.run();
    ReportSources sources =
        new ReportSources(
            context.config().name(),
            embeddings == null ? EmbeddingLocation.of(run.embeddings().toString()) : embeddings,
            context.config().evaluate(),
            present(run, run.neighbors()),
            embeddings == null ? present(run, run.images()) : Optional.empty(),
            MetricsFile.read(run.metrics(), context.spark().sparkContext().hadoopConfiguration()),
            run.metricsByClass(),
            present(run, run.metricsByCategory()),
            present(run, run.metricsLog()),
            facts(context),
            run.files().read(run.config()).orElse(""));
    Path page =
        new WriteReport(context.spark(), context.config().report(), sources, run.report())
            .execute();
    return StageResult.of(page.toUri().getPath(), Map.of());
  }

  private static Optional<Path> present(RunDirectory run, Path path) {
    return Optional.of(path).filter(run.files()::exists);
  }

  private static Map<String, String> facts(StageContext context) {
    Map<String, String> versions = Provenance.installed();
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("Run directory", context.run().root().toUri().getPath());
    facts.put("Executed on", context.spark().sparkContext().master());
    for (String name : List.of("semblance", "commit", "spark", "pytorch", "djl", "java")) {
      String version = versions.get(name);
      if (version != null) {
        facts.put(name, version);
      }
    }
    return facts;
  }
}
