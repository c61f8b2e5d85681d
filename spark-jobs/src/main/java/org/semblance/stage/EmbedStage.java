package org.semblance.stage;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.hadoop.fs.Path;
import org.semblance.embed.EmbedImages;
import org.semblance.embed.EmbedResult;
import org.semblance.run.RunDirectory;

/** Images and a model to vectors. */
public record EmbedStage() implements Stage {

  @Override
  public String name() {
    return "embed";
  }

  @Override
  public String summary() {
    return "Embeds the images with the trained model on every executor.";
  }

  @Override
  public List<String> settings(ObjectNode config) {
    return List.of("embed");
  }

  @Override
  public List<Stage> upstream() {
    return List.of(new TrainStage());
  }

  @Override
  public List<Path> outputs(RunDirectory run) {
    return List.of(run.embeddings());
  }

  @Override
  public StageResult execute(StageContext context) {
    RunDirectory run = context.run();
    EmbedResult result =
        new EmbedImages(
                context.spark(),
                context.config().embed(),
                run.model(),
                run.images(),
                run.embeddings())
            .execute();
    return StageResult.of(
        String.format(
            Locale.ROOT, "%,d images as %d numbers each", result.images(), result.dimension()),
        Map.of("images", result.images(), "dimension", (long) result.dimension()));
  }
}
