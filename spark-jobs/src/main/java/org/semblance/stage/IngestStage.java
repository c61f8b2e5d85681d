package org.semblance.stage;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.hadoop.fs.Path;
import org.semblance.experiment.ExperimentConfig;
import org.semblance.importer.LeftOutCount;
import org.semblance.prep.IngestImages;
import org.semblance.prep.IngestResult;
import org.semblance.run.RunDirectory;
import org.semblance.table.Split;

/** Raw images to the images table. */
public record IngestStage() implements Stage {

  @Override
  public String name() {
    return "ingest";
  }

  @Override
  public String summary() {
    return "Decodes raw images, resizes them and writes the images table.";
  }

  @Override
  public List<String> settings(ObjectNode config) {
    return List.of("synth", "ingest", "train.seed");
  }

  @Override
  public List<Stage> upstream() {
    return List.of();
  }

  @Override
  public List<Path> outputs(RunDirectory run) {
    return List.of(run.images(), run.rejects());
  }

  @Override
  public StageResult execute(StageContext context) {
    ExperimentConfig config = context.config();
    IngestResult result =
        new IngestImages(
                context.spark(),
                config.ingest(),
                config.synth(),
                config.train().seed(),
                context.run().images(),
                context.run().rejects())
            .execute();
    result.notes().forEach(context.progress()::say);
    result
        .leftOut()
        .forEach(
            entries ->
                context
                    .progress()
                    .say(
                        String.format(
                            Locale.ROOT,
                            "left out %,d (%s): %s",
                            entries.count(),
                            entries.why(),
                            String.join(", ", entries.examples()))));
    Map<String, Long> counts = new LinkedHashMap<>();
    counts.put("rows", result.rows());
    counts.put("images", result.images());
    counts.put("rejects", result.rejects());
    counts.put("left-out", result.leftOut().stream().mapToLong(LeftOutCount::count).sum());
    counts.put("classes", (long) result.classes());
    result
        .imagesPerSplit()
        .forEach((split, images) -> counts.put("images-" + split.columnValue(), images));
    result
        .classesPerSplit()
        .forEach((split, classes) -> counts.put("classes-" + split.columnValue(), (long) classes));
    return StageResult.of(
        String.format(
            Locale.ROOT,
            "%,d images of %,d classes%s, %,d rejected",
            result.images(),
            result.classes(),
            bySplit(result.imagesPerSplit()),
            result.rejects()),
        counts);
  }

  private static String bySplit(Map<Split, Long> images) {
    return images.entrySet().stream()
        .map(
            entry ->
                String.format(
                    Locale.ROOT, "%,d %s", entry.getValue(), entry.getKey().columnValue()))
        .collect(Collectors.joining(", ", " (", ")"));
  }
}
