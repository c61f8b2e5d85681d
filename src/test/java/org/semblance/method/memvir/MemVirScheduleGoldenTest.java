package org.semblance.method.memvir;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.semblance.GoldenCase;
import org.semblance.method.objective.GoldenTensors;
import org.semblance.tensor.TorchEngine;

/** When the number of virtual sets changes, and which steps they come from. */
class MemVirScheduleGoldenTest {

  /** A step at which the number of virtual sets differs from the step before. */
  private record Change(int globalStep, int epoch, List<Integer> sources) {}

  @BeforeAll
  static void startEngine() {
    TorchEngine.start(1);
  }

  @TestFactory
  Stream<DynamicTest> schedules() {
    return GoldenCase.in("memvir_", "cases", MemVirScheduleGoldenTest::isSchedule)
        .map(c -> c.test("schedule", () -> compare(c.get("config"), c.get("expected"))));
  }

  private static boolean isSchedule(JsonNode content) {
    return content.path("cases").path(0).path("expected").has("changes");
  }

  private static void compare(JsonNode config, JsonNode expected) {
    MemVirSettings settings =
        new MemVirSettings(
            true,
            config.path("N").intValue(),
            config.path("M").intValue(),
            config.path("warm_epoch").intValue());
    assertThat(settings.capacity()).isEqualTo(expected.path("queue_capacity").intValue());
    int perEpoch = config.path("steps_per_epoch").intValue();
    int steps = config.path("epochs").intValue() * perEpoch;
    assertThat(settings.warmUpEpochs() * perEpoch)
        .isEqualTo(expected.path("first_push_global_step").intValue());
    try (VirtualClassMemory memory = new VirtualClassMemory(settings)) {
      assertThat(changes(settings, memory, steps, perEpoch))
          .isEqualTo(changes(expected.path("changes")));
      assertThat(memory.oldestFirst()).hasSize(expected.path("final_queue_len").intValue());
    }
  }

  private static List<Change> changes(
      MemVirSettings settings, VirtualClassMemory memory, int steps, int perEpoch) {
    List<Change> changes = new ArrayList<>();
    int before = -1;
    try (NDManager manager = NDManager.newBaseManager()) {
      NDArray any = manager.zeros(new Shape(1, 1));
      for (int step = 0; step < steps; step++) {
        int epoch = step / perEpoch;
        List<Snapshot> selected =
            settings.remembersIn(epoch) ? memory.selected() : List.<Snapshot>of();
        assertThat(selected)
            .hasSize(settings.virtualSetsAt(step - (long) settings.warmUpEpochs() * perEpoch));
        if (selected.size() != before) {
          changes.add(
              new Change(step, epoch + 1, selected.stream().map(s -> (int) s.step()).toList()));
        }
        before = selected.size();
        push(settings, memory, step, epoch, any);
      }
    }
    return changes;
  }

  private static void push(
      MemVirSettings settings, VirtualClassMemory memory, int step, int epoch, NDArray any) {
    if (settings.remembersIn(epoch)) {
      Snapshot leaving = memory.push(step, any, any, any);
      if (leaving != null) {
        leaving.close();
      }
    }
  }

  private static List<Change> changes(JsonNode expected) {
    return GoldenTensors.list(expected).stream()
        .map(
            change ->
                new Change(
                    change.path("global_step").intValue(),
                    change.path("epoch").intValue(),
                    Arrays.stream(GoldenTensors.ints(change.path("source_steps")))
                        .boxed()
                        .toList()))
        .toList();
  }
}
