package org.semblance.stage;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.hadoop.fs.Path;
import org.jspecify.annotations.Nullable;
import org.semblance.evaluate.EvaluateEmbeddings;
import org.semblance.evaluate.EvaluationCounts;
import org.semblance.evaluate.EvaluationResult;
import org.semblance.evaluate.open.EmbeddingLocation;
import org.semblance.run.RunDirectory;

/**
 * Vectors to metrics.
 *
 * @param embeddings made elsewhere; null for the table of the run
 */
public record EvaluateStage(@Nullable EmbeddingLocation embeddings) implements Stage {

  /** Of the run's own embeddings. */
  public EvaluateStage() {
    this(null);
  }

  @Override
  public String name() {
    return "evaluate";
  }

  @Override
  public String summary() {
    return "Measures how well embeddings retrieve and cluster.";
  }

  @Override
  public List<String> settings(ObjectNode config) {
    return List.of("evaluate");
  }

  @Override
  public List<Stage> upstream() {
    return embeddings == null ? List.of(new EmbedStage()) : List.of();
  }

  @Override
  public List<Path> outputs(RunDirectory run) {
    return List.of(run.evaluation());
  }

  @Override
  public StageResult execute(StageContext context) {
    RunDirectory run = context.run();
    EvaluationResult result =
        new EvaluateEmbeddings(
                context.spark(),
                context.config().evaluate(),
                embeddings == null ? EmbeddingLocation.of(run.embeddings().toString()) : embeddings,
                run.evaluation(),
                line -> tell(context, line))
            .execute();
    EvaluationCounts counts = result.counts();
    return new StageResult(
        String.format(
            Locale.ROOT,
            "%,d queries of %,d classes, gallery of %,d",
            counts.queries(),
            counts.classes(),
            counts.galleryRows()),
        Map.of(
            "queries", counts.queries(),
            "gallery-rows", counts.galleryRows(),
            "classes", counts.classes(),
            "queries-without-match", counts.queriesWithoutMatch(),
            "rejected-rows", counts.rejectedRows()),
        result.metrics());
  }

  /** The run's own table has the columns that embed writes: nothing to tell. */
  private void tell(StageContext context, String line) {
    if (embeddings != null && !line.isEmpty()) {
      line.lines().forEach(guess -> context.progress().say("  " + guess));
    }
  }
}
