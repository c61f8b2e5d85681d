package org.semblance.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.semblance.GoldenFiles;
import org.semblance.batch.ApfsSettings.Placement;
import org.semblance.batch.ApfsSettings.ShortClass;
import org.semblance.batch.ClassMining.Source;
import org.semblance.math.Rows;
import org.semblance.math.Seeds;
import org.semblance.math.Seeds.Use;

/** Holds the planner to the golden files {@code apfs_*.json}: every case of every file. */
class ApfsPlannerGoldenTest {

  private static final Map<Integer, Use> USES =
      Map.of(
          1, Use.REPRESENTATIVE,
          2, Use.CLASS_ORDER,
          3, Use.SAMPLE_ORDER,
          4, Use.AUGMENTATION,
          5, Use.CLASS_MINING,
          6, Use.K_CENTER);

  @TestFactory
  Stream<DynamicTest> cases() {
    return GoldenFiles.matching("apfs_", content -> content.at("/cases/0").has("kind")).stream()
        .flatMap(
            golden -> {
              JsonNode cases = golden.content().get("cases");
              return IntStream.range(0, cases.size())
                  .mapToObj(
                      i -> {
                        String name =
                            "%s %d %s %s"
                                .formatted(
                                    golden.name(),
                                    i,
                                    cases.get(i).path("kind").asText(),
                                    cases.get(i).path("name").asText());
                        return dynamicTest(name, () -> check(cases.get(i)));
                      });
            });
  }

  private static void check(JsonNode golden) {
    switch (golden.path("kind").asText()) {
      case "random" -> checkRandom(golden);
      case "key" -> assertThat(Long.toHexString(key(golden))).isEqualTo(hex(golden.get("key")));
      case "permutation" ->
          assertThat(Seeds.permuted(longs(golden.get("values")), key(golden)))
              .containsExactly(longs(golden.get("result")));
      case "plan" -> checkPlan(golden);
      case "schedule" -> checkSchedule(golden);
      case "k_center" -> checkKCenter(golden);
      default -> throw new AssertionError("unknown kind of golden case: " + golden);
    }
  }

  private static void checkRandom(JsonNode golden) {
    SplittableRandom random = Seeds.random(golden.get("seed").asLong());
    for (JsonNode output : golden.get("outputs")) {
      assertThat(Long.toHexString(random.nextLong())).isEqualTo(hex(output));
    }
  }

  private static String hex(JsonNode number) {
    return Long.toHexString(Long.parseUnsignedLong(number.asText(), 16));
  }

  private static long key(JsonNode golden) {
    Use use = Objects.requireNonNull(USES.get(golden.get("tag").asInt()), "tag of a key");
    return Seeds.key(golden.get("seed").asLong(), use, longs(golden.get("fields")));
  }

  private static void checkPlan(JsonNode golden) {
    int workers = golden.get("settings").get("workers").asInt();
    ImagesByClass images = images(golden.get("classes"));
    ApfsPlanner planner =
        new ApfsPlanner(
            settings(golden.get("settings")), images, golden.get("seed").asLong(), workers);
    ClassNeighbors neighbors =
        golden.has("embeddings")
            ? neighbors(golden.get("embeddings"))
            : ClassNeighbors.none(images.classCount());
    List<List<PlanRow>> rounds = new ArrayList<>();
    for (int round = 0; round < golden.get("rounds").asInt(); round++) {
      planner.beginRound();
      checkRepresentatives(golden, round, planner.representatives());
      rounds.add(planner.nextSegment(neighbors));
    }
    checkRows(golden, rounds, workers);
    checkCursor(golden, images, planner.cursor());
    for (int r = rounds.size(); r < golden.path("representatives").size(); r++) {
      planner.beginRound();
      checkRepresentatives(golden, r, planner.representatives());
    }
  }

  private static void checkRepresentatives(JsonNode golden, int round, long[] actual) {
    if (golden.path("representatives").has(round)) {
      assertThat(actual).containsExactly(longs(golden.get("representatives").get(round)));
    }
  }

  private static void checkRows(JsonNode golden, List<List<PlanRow>> rounds, int workers) {
    for (int round = 0; round < golden.path("rows").size(); round++) {
      JsonNode steps = golden.get("rows").get(round);
      for (int step = 0; step < steps.size(); step++) {
        for (int worker = 0; worker < workers; worker++) {
          assertThat(batch(rounds.get(round), step, worker).map(ApfsPlans::text))
              .containsExactly(steps.get(step).get(worker).asText().split(" "));
        }
      }
    }
    for (int round = 0; round < golden.path("digests").size(); round++) {
      assertThat(ApfsPlans.digest(rounds.get(round)))
          .isEqualTo(golden.get("digests").get(round).asText());
    }
    if (golden.has("batches")) {
      int steps = golden.get("settings").get("steps").asInt();
      List<int[]> actual =
          rounds.stream()
              .flatMap(
                  rows ->
                      IntStream.range(0, steps)
                          .boxed()
                          .flatMap(
                              step ->
                                  IntStream.range(0, workers)
                                      .mapToObj(w -> classes(batch(rows, step, w)))))
              .toList();
      assertThat(actual).containsExactly(matrix(golden.get("batches")));
    }
  }

  private static void checkCursor(JsonNode golden, ImagesByClass images, ApfsCursor cursor) {
    golden
        .path("cursors")
        .fields()
        .forEachRemaining(
            field -> {
              int index = Arrays.binarySearch(images.classIds(), Integer.parseInt(field.getKey()));
              assertThat(cursor.passes()[index]).isEqualTo(field.getValue().get(0).asInt());
              assertThat(cursor.positions()[index]).isEqualTo(field.getValue().get(1).asInt());
              assertThat(cursor.deferred()[index]).containsExactly(longs(field.getValue().get(2)));
            });
    if (golden.has("visits")) {
      assertThat(cursor.allVisits()).containsExactly(ints(golden.get("visits")));
    }
  }

  private static void checkSchedule(JsonNode golden) {
    ClassMining.Rule rule = rule(golden);
    ClassNeighbors neighbors = neighbors(golden.get("embeddings"));
    int classes = golden.get("embeddings").size();
    int[] visits = new int[classes];
    ClassSchedule schedule =
        new ClassSchedule(
            new ClassMining(rule, 1, 0, classes, Source.FRESH),
            new int[classes],
            new int[classes],
            (visit, index) -> index);
    for (JsonNode batch : golden.get("batches")) {
      int[][] actual = schedule.step(1, golden.get("classes-per-batch").asInt(), neighbors);
      assertThat(actual[0]).containsExactly(ints(batch));
      Arrays.stream(actual[0]).forEach(c -> visits[c]++);
    }
    if (golden.has("visits")) {
      assertThat(visits).containsExactly(ints(golden.get("visits")));
    }
  }

  private static void checkKCenter(JsonNode golden) {
    ImageEmbeddings points = image -> floats(golden.get("points").get((int) image));
    List<Long> used = new ArrayList<>(List.of(golden.get("current").asLong()));
    for (JsonNode pick : golden.get("picks")) {
      long[] candidates =
          IntStream.range(0, golden.get("points").size())
              .asLongStream()
              .filter(i -> !used.contains(i))
              .toArray();
      long[] former = used.stream().mapToLong(Long::longValue).toArray();
      long picked = RepresentativeChoice.farthest(candidates, former, points);
      assertThat(picked).isEqualTo(pick.asLong());
      used.add(picked);
    }
  }

  private static Stream<PlanRow> batch(List<PlanRow> rows, int step, int worker) {
    return rows.stream().filter(row -> row.step() == step && row.worker() == worker);
  }

  private static int[] classes(Stream<PlanRow> batch) {
    return batch.filter(PlanRow::representative).mapToInt(PlanRow::classId).toArray();
  }

  private static ApfsSettings settings(JsonNode node) {
    return ApfsPlans.settings(
        node.get("classes-per-batch").asInt(),
        node.get("images-per-class").asInt(),
        Placement.valueOf(upper(node.get("placement"))),
        ShortClass.valueOf(upper(node.get("short-class"))),
        new RoundRule.Fixed(node.get("steps").asInt()),
        new ClassMining(
            rule(node),
            node.get("share").asDouble(),
            node.get("slack").asInt(),
            256,
            Source.FRESH));
  }

  private static ClassMining.Rule rule(JsonNode node) {
    return ClassMining.Rule.valueOf(upper(node.get("mining")));
  }

  private static String upper(JsonNode text) {
    return text.asText().toUpperCase(Locale.ROOT);
  }

  private static ImagesByClass images(JsonNode classes) {
    List<LabeledImage> images = new ArrayList<>();
    classes
        .fields()
        .forEachRemaining(
            field ->
                Arrays.stream(longs(field.getValue()))
                    .mapToObj(id -> new LabeledImage(id, Integer.parseInt(field.getKey())))
                    .forEach(images::add));
    return ImagesByClass.of(images);
  }

  private static ClassNeighbors neighbors(JsonNode embeddings) {
    int count = embeddings.size();
    int dimension = embeddings.get(0).size();
    float[] values = new float[count * dimension];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) embeddings.get(i / dimension).get(i % dimension).asDouble();
    }
    return NearestClasses.of(Rows.euclidean(values, dimension), 0, count, count);
  }

  private static int[][] matrix(JsonNode rows) {
    return StreamSupport.stream(rows.spliterator(), false)
        .map(ApfsPlannerGoldenTest::ints)
        .collect(Collectors.toList())
        .toArray(int[][]::new);
  }

  private static float[] floats(JsonNode array) {
    float[] values = new float[array.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) array.get(i).asDouble();
    }
    return values;
  }

  private static int[] ints(JsonNode array) {
    return IntStream.range(0, array.size()).map(i -> array.get(i).asInt()).toArray();
  }

  private static long[] longs(JsonNode array) {
    return IntStream.range(0, array.size()).mapToLong(i -> array.get(i).asLong()).toArray();
  }
}
