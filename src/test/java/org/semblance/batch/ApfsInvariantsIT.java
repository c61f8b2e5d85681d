package org.semblance.batch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.semblance.batch.ApfsSettings.Placement;
import org.semblance.batch.ApfsSettings.ShortClass;
import org.semblance.batch.ClassMining.Rule;
import org.semblance.batch.ClassMining.Source;
import org.semblance.math.Seeds;
import org.semblance.math.Seeds.Use;

/** The invariants of a plan, section 10 of the specification, over random configurations. */
class ApfsInvariantsIT {

  private static final int CONFIGURATIONS = 250;
  private static final long SAMPLE_ORDER_SEED = 77;

  /** One random configuration and the seed that all else of it follows from. */
  record Configuration(int number, ApfsSettings settings, ImagesByClass images, int workers) {

    @Override
    public String toString() {
      return "%d: %d classes, P %d, M %d, W %d, %s, %s"
          .formatted(
              number,
              images.classCount(),
              settings.classesPerBatch(),
              settings.imagesPerClass(),
              workers,
              settings.placement(),
              settings.mining().rule());
    }

    ApfsPlanner planner(long seed) {
      return new ApfsPlanner(settings, images, seed, workers);
    }

    int rounds() {
      return 2 + number % 9;
    }

    /** Neighbors by random positions of a round's representatives. */
    ClassNeighbors neighbors(int round) {
      int classes = images.classCount();
      SplittableRandom random = new SplittableRandom(1000L * number + round);
      double[] positions = random.doubles(classes).toArray();
      int[][] order = new int[classes][];
      long[][] distances = new long[classes][];
      for (int c = 0; c < classes; c++) {
        double own = positions[c];
        int index = c;
        order[c] =
            IntStream.range(0, classes)
                .filter(other -> other != index)
                .boxed()
                .sorted(Comparator.comparingDouble(other -> Math.abs(positions[other] - own)))
                .mapToInt(Integer::intValue)
                .toArray();
        distances[c] =
            Arrays.stream(order[c])
                .mapToLong(other -> ClassNeighbors.quantized(Math.abs(positions[other] - own)))
                .toArray();
      }
      return new ClassNeighbors(order, distances);
    }
  }

  static Stream<Configuration> configurations() {
    return IntStream.range(0, CONFIGURATIONS).mapToObj(ApfsInvariantsIT::configuration);
  }

  private static Configuration configuration(int number) {
    SplittableRandom random = new SplittableRandom(number);
    int classes = random.nextInt(3, 26);
    int[] sizes = IntStream.range(0, classes).map(c -> random.nextInt(2, 10)).toArray();
    int workers = random.nextInt(1, 4);
    Placement placement = random.nextBoolean() ? Placement.DISJOINT : Placement.SHARED;
    int most = placement == Placement.SHARED ? classes : classes / workers;
    Rule rule = List.of(Rule.NONE, Rule.SEED, Rule.SET).get(random.nextInt(3));
    ApfsSettings settings =
        ApfsPlans.settings(
            random.nextInt(1, most + 1),
            random.nextInt(2, 5),
            placement,
            ShortClass.REPEAT,
            new RoundRule.Fixed(random.nextInt(1, 9)),
            new ClassMining(rule, random.nextDouble(), 0, 256, Source.FRESH));
    return new Configuration(number, settings, TrainingSets.ofSizes(sizes), workers);
  }

  /** All rows of the first rounds, by round. */
  private static List<List<PlanRow>> plan(Configuration configuration, ApfsPlanner planner) {
    List<List<PlanRow>> rounds = new ArrayList<>();
    for (int round = 0; round < configuration.rounds(); round++) {
      planner.beginRound();
      rounds.add(planner.nextSegment(configuration.neighbors(round)));
    }
    return rounds;
  }

  @ParameterizedTest
  @MethodSource("configurations")
  void batchesHaveTheirShape(Configuration configuration) {
    int classes = configuration.settings().classesPerBatch();
    int images = configuration.settings().imagesPerClass();
    ApfsPlanner planner = configuration.planner(3);
    for (int round = 0; round < configuration.rounds(); round++) {
      planner.beginRound();
      long[] representatives = planner.representatives();
      ClassNeighbors neighbors = configuration.neighbors(round);
      while (planner.cursor().step() < planner.stepsPerRound()) {
        List<PlanRow> step = planner.nextStep(neighbors);
        for (List<PlanRow> batch : byWorker(step)) {
          assertThat(batch)
              .extracting(PlanRow::slot)
              .containsExactlyElementsOf(IntStream.range(0, classes * images).boxed().toList());
          Map<Integer, List<PlanRow>> perClass =
              batch.stream().collect(Collectors.groupingBy(PlanRow::classId));
          assertThat(perClass).hasSize(classes);
          perClass.forEach((c, rows) -> checkClass(configuration, rows, representatives[c]));
        }
        checkPlacement(configuration, byWorker(step));
      }
    }
  }

  private static void checkClass(
      Configuration configuration, List<PlanRow> rows, long representative) {
    ApfsSettings settings = configuration.settings();
    assertThat(rows).hasSize(settings.imagesPerClass());
    assertThat(rows.stream().filter(PlanRow::representative).map(PlanRow::imageId))
        .containsExactly(representative);
    assertThat(rows.stream().filter(row -> !row.representative()).map(PlanRow::imageId))
        .doesNotContain(representative);
    assertThat(rows.stream().filter(row -> row.replica() == 0).map(PlanRow::imageId))
        .doesNotHaveDuplicates();
    for (PlanRow row : rows) {
      int size = configuration.images().size(row.classId());
      assertThat(configuration.images().position(row.classId(), row.imageId())).isNotNegative();
      if (row.replica() > 0) {
        assertThat(size - 1).isLessThan(settings.drawsPerVisit(configuration.workers()));
      }
    }
  }

  private static void checkPlacement(Configuration configuration, List<List<PlanRow>> workers) {
    ApfsSettings settings = configuration.settings();
    if (settings.placement() == Placement.DISJOINT) {
      assertThat(workers.stream().flatMap(rows -> representatives(rows).stream()))
          .doesNotHaveDuplicates();
      return;
    }
    Set<Long> others = new HashSet<>();
    for (List<PlanRow> rows : workers) {
      assertThat(representatives(rows)).isEqualTo(representatives(workers.get(0)));
      for (PlanRow row : rows) {
        int size = configuration.images().size(row.classId());
        if (!row.representative() && size - 1 >= settings.drawsPerVisit(configuration.workers())) {
          assertThat(others.add(row.imageId())).isTrue();
        }
      }
    }
  }

  private static List<Long> representatives(List<PlanRow> batch) {
    return batch.stream().filter(PlanRow::representative).map(PlanRow::imageId).toList();
  }

  private static List<List<PlanRow>> byWorker(List<PlanRow> step) {
    return List.copyOf(step.stream().collect(Collectors.groupingBy(PlanRow::worker)).values());
  }

  @ParameterizedTest
  @MethodSource("configurations")
  void everyImageRepresentsItsClassInTurn(Configuration configuration) {
    ImagesByClass images = configuration.images();
    ApfsPlanner planner = configuration.planner(4);
    List<long[]> rounds = new ArrayList<>();
    for (int round = 0; round < 20; round++) {
      planner.beginRound();
      rounds.add(planner.representatives());
    }
    for (int c = 0; c < images.classCount(); c++) {
      int index = c;
      long[] sequence = rounds.stream().mapToLong(round -> round[index]).toArray();
      long[] first = Arrays.stream(sequence).limit(images.size(c)).sorted().toArray();
      assertThat(first).containsExactly(images.imagesOf(c));
      for (int round = 1; round < sequence.length; round++) {
        assertThat(sequence[round]).isNotEqualTo(sequence[round - 1]);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("configurations")
  void visitsAreBalanced(Configuration configuration) {
    ApfsSettings settings = configuration.settings();
    int classes = configuration.images().classCount();
    ApfsPlanner planner = configuration.planner(5);
    for (int round = 0; round < configuration.rounds(); round++) {
      planner.beginRound();
      planner.nextSegment(configuration.neighbors(round));
      int[] visits = planner.cursor().roundVisits();
      assertThat(spread(visits)).isLessThanOrEqualTo(1);
      if (settings.mining().rule() == Rule.NONE) {
        assertThat(spread(planner.cursor().allVisits())).isLessThanOrEqualTo(1);
      }
      int shown = planner.stepsPerRound() * settings.classesPerStep(configuration.workers());
      if (shown >= classes) {
        assertThat(Arrays.stream(visits).min().orElseThrow()).isPositive();
      }
    }
  }

  private static int spread(int[] visits) {
    return Arrays.stream(visits).max().orElseThrow() - Arrays.stream(visits).min().orElseThrow();
  }

  @ParameterizedTest
  @MethodSource("configurations")
  void everyPassOfAQueueCoversItsClass(Configuration configuration) {
    ApfsPlanner planner = configuration.planner(SAMPLE_ORDER_SEED);
    Map<Long, Integer> drawn = new HashMap<>();
    Map<Long, Integer> represented = new HashMap<>();
    Set<String> seen = new HashSet<>();
    for (PlanRow row : plan(configuration, planner).stream().flatMap(List::stream).toList()) {
      if (row.representative()) {
        if (seen.add(row.round() + " " + row.step() + " " + row.imageId())) {
          represented.merge(row.imageId(), 1, Integer::sum);
        }
      } else if (row.replica() == 0) {
        drawn.merge(row.imageId(), 1, Integer::sum);
      }
    }
    ApfsCursor cursor = planner.cursor();
    for (int c = 0; c < configuration.images().classCount(); c++) {
      checkQueue(c, configuration.images().imagesOf(c), cursor, drawn, represented);
    }
  }

  private static void checkQueue(
      int index,
      long[] images,
      ApfsCursor cursor,
      Map<Long, Integer> drawn,
      Map<Long, Integer> represented) {
    int pass = cursor.passes()[index];
    long[] order =
        Seeds.permuted(images, Seeds.key(SAMPLE_ORDER_SEED, Use.SAMPLE_ORDER, index, pass));
    Map<Long, Integer> handedOut = new HashMap<>();
    for (long image : images) {
      handedOut.put(image, pass);
    }
    for (int i = 0; i < cursor.positions()[index]; i++) {
      handedOut.merge(order[i], 1, Integer::sum);
    }
    Arrays.stream(cursor.deferred()[index]).forEach(id -> handedOut.merge(id, -1, Integer::sum));
    for (long image : images) {
      int skipped = handedOut.getOrDefault(image, 0) - drawn.getOrDefault(image, 0);
      assertThat(skipped).isBetween(0, 2 * represented.getOrDefault(image, 0));
    }
  }

  @ParameterizedTest
  @MethodSource("configurations")
  void plansDependOnTheSeedAlone(Configuration configuration) throws IOException {
    String expected = digest(plan(configuration, configuration.planner(6)));
    List<LabeledImage> shuffled = new ArrayList<>();
    for (int i = 0; i < configuration.images().imageCount(); i++) {
      shuffled.add(configuration.images().at(i));
    }
    Collections.shuffle(shuffled, new Random(configuration.number()));
    Configuration reordered =
        new Configuration(
            configuration.number(),
            configuration.settings(),
            ImagesByClass.of(shuffled),
            configuration.workers());
    assertThat(digest(plan(reordered, reordered.planner(6)))).isEqualTo(expected);
    assertThat(digest(planWithRestarts(configuration))).isEqualTo(expected);
    assertThat(digest(plan(configuration, configuration.planner(8)))).isNotEqualTo(expected);
  }

  /** Plans with a planner rebuilt from the stored cursor before every step. */
  private static List<List<PlanRow>> planWithRestarts(Configuration configuration)
      throws IOException {
    ApfsPlanner planner = configuration.planner(6);
    List<List<PlanRow>> rounds = new ArrayList<>();
    for (int round = 0; round < configuration.rounds(); round++) {
      planner.beginRound();
      List<PlanRow> rows = new ArrayList<>();
      ClassNeighbors neighbors = configuration.neighbors(round);
      for (int step = 0; step < planner.stepsPerRound(); step++) {
        planner =
            new ApfsPlanner(
                configuration.settings(),
                configuration.images(),
                6,
                configuration.workers(),
                ApfsCursor.fromJson(planner.cursor().toJson()));
        rows.addAll(planner.nextStep(neighbors));
      }
      rounds.add(rows);
    }
    return rounds;
  }

  private static String digest(List<List<PlanRow>> rounds) {
    return ApfsPlans.digest(rounds.stream().flatMap(List::stream).toList());
  }
}
