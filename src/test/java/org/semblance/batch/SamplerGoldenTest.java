package org.semblance.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.semblance.GoldenFiles;
import org.semblance.batch.SamplerSettings.Balanced;
import org.semblance.fault.SemblanceException;

/**
 * Runs {@link BalancedSampler} on the labels and sizes of every peer sampler in {@code
 * pml_samplers*.json} and compares the structure of the batches: distinct classes, K rows of each,
 * and as many distinct rows as OML's rule gives. Generators differ, so indices cannot agree.
 */
class SamplerGoldenTest {

  private static final int STEPS = 12;

  /** P and K of a peer's parameters. */
  private record Sizes(int classes, int images) {

    static Sizes of(JsonNode params, int classCount) {
      if (params.has("m")) {
        int batch = params.path("batch_size").asInt(params.get("m").asInt() * classCount);
        return ofBatch(batch, params.get("m").asInt());
      }
      if (params.has("n_labels")) {
        int categories = params.path("n_categories").asInt(1);
        return new Sizes(
            categories * params.get("n_labels").asInt(), params.get("n_instances").asInt());
      }
      if (params.has("bs")) {
        return ofBatch(params.get("bs").asInt(), params.get("samples_per_class").asInt());
      }
      for (String key : List.of("images_per_class", "n_instance", "samples_per_class")) {
        if (params.has(key)) {
          return ofBatch(params.get("batch_size").asInt(), params.get(key).asInt());
        }
      }
      throw new AssertionError("unknown kind of sampler: " + params);
    }

    private static Sizes ofBatch(int batch, int images) {
      return new Sizes(batch % images == 0 ? batch / images : 0, images);
    }
  }

  @TestFactory
  Stream<DynamicTest> peers() {
    return GoldenFiles.matching("pml_samplers", content -> content.path("cases").isArray()).stream()
        .flatMap(golden -> StreamSupport.stream(golden.content().get("cases").spliterator(), false))
        .map(golden -> dynamicTest(golden.path("name").asText(), () -> check(golden)));
  }

  private static void check(JsonNode golden) {
    assumeTrue(
        !golden.get("params").has("num_triplets"), "Semblance has no sampler of fixed triplets");
    ImagesByClass all = images(golden);
    Sizes sizes = Sizes.of(golden.get("params"), all.classCount());
    assumeTrue(sizes.classes() > 0, "a batch that is no multiple of K cannot be written as P x K");
    Balanced settings = new Balanced(sizes.classes(), sizes.images(), STEPS);
    boolean singletons =
        sizes.images() > 1 && all.classesOfAtLeast(2).classCount() < all.classCount();
    if (singletons || sizes.classes() > all.classCount()) {
      assertThatThrownBy(() -> new BalancedSampler(settings, all, 1, 1))
          .isInstanceOf(SemblanceException.class)
          .hasMessageContaining(
              sizes.classes() > all.classCount() ? "only" : "has 1 training image");
    }
    ImagesByClass images = all.classesOfAtLeast(2);
    int classes = Math.min(sizes.classes(), images.classCount());
    Balanced fitting = new Balanced(classes, sizes.images(), STEPS);
    List<PlanRow> rows = TrainingSets.round(new BalancedSampler(fitting, images, 1, 1), 0);
    checkBatches(fitting, images, rows);
    checkPass(fitting, images, rows);
    checkPeer(golden, fitting, images);
  }

  private static void checkBatches(Balanced settings, ImagesByClass images, List<PlanRow> rows) {
    Map<Integer, List<PlanRow>> steps = rows.stream().collect(Collectors.groupingBy(PlanRow::step));
    assertThat(steps).hasSize(STEPS);
    for (List<PlanRow> batch : steps.values()) {
      Map<Integer, List<PlanRow>> perClass =
          batch.stream().collect(Collectors.groupingBy(PlanRow::classId));
      assertThat(perClass).hasSize(settings.classesPerBatch());
      perClass.forEach(
          (classId, drawn) -> {
            assertThat(drawn).hasSize(settings.imagesPerClass());
            assertThat(drawn.stream().map(PlanRow::imageId).distinct())
                .hasSize(Math.min(settings.imagesPerClass(), size(images, classId)));
          });
    }
  }

  /** Until too few new classes are left for a batch, none recurs. */
  private static void checkPass(Balanced settings, ImagesByClass images, List<PlanRow> rows) {
    int batches = Math.min(STEPS, images.classCount() / settings.classesPerBatch());
    Set<Integer> seen = new HashSet<>();
    rows.stream()
        .filter(row -> row.step() < batches && row.slot() % settings.imagesPerClass() == 0)
        .forEach(row -> assertThat(seen.add(row.classId())).isTrue());
    assertThat(seen).hasSize(batches * settings.classesPerBatch());
  }

  /** Where the peer follows OML's rule, the numbers of distinct rows in the file are ours. */
  private static void checkPeer(JsonNode golden, Balanced settings, ImagesByClass images) {
    JsonNode distinct = golden.path("distinct_rows_per_class_and_batch");
    for (int batch = 0; batch < distinct.size(); batch++) {
      JsonNode counts = golden.get("class_counts").get(batch);
      distinct
          .get(batch)
          .fields()
          .forEachRemaining(
              field -> {
                if (counts.get(field.getKey()).asInt() == settings.imagesPerClass()) {
                  int size = size(images, Integer.parseInt(field.getKey()));
                  assertThat(field.getValue().asInt())
                      .isEqualTo(Math.min(settings.imagesPerClass(), size));
                }
              });
    }
  }

  private static int size(ImagesByClass images, int classId) {
    return images.size(Arrays.binarySearch(images.classIds(), classId));
  }

  private static ImagesByClass images(JsonNode golden) {
    List<LabeledImage> images = new ArrayList<>();
    for (JsonNode label : golden.path("labels")) {
      images.add(new LabeledImage(images.size(), label.asInt()));
    }
    for (JsonNode pair : golden.path("labels_inner_outer")) {
      images.add(new LabeledImage(images.size(), pair.get(0).asInt()));
    }
    return ImagesByClass.of(images);
  }
}
