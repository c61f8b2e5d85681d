package org.semblance.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.semblance.GoldenCase;
import org.semblance.optim.slice.SliceOptimizer;
import org.semblance.optim.slice.SliceStep;
import org.semblance.optim.slice.Span;
import org.semblance.tensor.Autograd;
import org.semblance.tensor.TorchEngine;

class OptimizerGoldenTest {

  private static final ObjectMapper JSON =
      JsonMapper.builder().propertyNamingStrategy(PropertyNamingStrategies.KEBAB_CASE).build();

  @TestFactory
  Stream<DynamicTest> followsTorch() {
    return cases()
        .flatMap(
            c ->
                Stream.of(DataType.FLOAT64, DataType.FLOAT32)
                    .map(
                        type ->
                            c.test(
                                type.toString(),
                                () -> follow(c.node(), type, tolerance(c, type)))));
  }

  /** The same steps by two ranks, each with a part of all groups that is cut within a tensor. */
  @TestFactory
  Stream<DynamicTest> slicesFollowTorch() {
    return cases()
        .map(
            c ->
                c.test(
                    "in slices", () -> followInSlices(c.node(), tolerance(c, DataType.FLOAT32))));
  }

  private static Stream<GoldenCase> cases() {
    return GoldenCase.in("optim_", "cases", content -> true);
  }

  private static double tolerance(GoldenCase golden, DataType type) {
    String key = type == DataType.FLOAT64 ? "float64_abs" : "float32_abs";
    return golden.file().content().get("tolerance").get(key).asDouble();
  }

  private static void follow(JsonNode golden, DataType type, double tolerance)
      throws JsonProcessingException {
    DeviceRule rule = (DeviceRule) JSON.treeToValue(golden.get("rule"), UpdateRule.class);
    Clipping clipping = JSON.treeToValue(golden.get("clipping"), Clipping.class);
    Schedule schedule = JSON.treeToValue(golden.get("schedule"), Schedule.class);
    Map<String, GroupRate> rates = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> rate : fields(golden.get("rates"))) {
      rates.put(rate.getKey(), JSON.treeToValue(rate.getValue(), GroupRate.class));
    }
    TorchEngine.start(1);
    try (NDManager manager = NDManager.newBaseManager()) {
      List<ParameterGroup> groups = allocate(manager, golden, type);
      Optimizer optimizer = new Optimizer(groups, rule, rates);
      int arrays = manager.getManagedArrays().size();
      for (JsonNode step : golden.get("steps")) {
        Set<String> frozen = names(step.get("frozen"));
        for (ParameterGroup group : groups) {
          group.clearGradients();
          if (!frozen.contains(group.name())) {
            descend(group, step.get("gradients").get(group.name()));
          }
        }
        clipping.apply(groups);
        int epoch = step.get("epoch").asInt();
        optimizer.step(schedule.factor(epoch, golden.get("epochs").asInt()), frozen);
        for (ParameterGroup group : groups) {
          assertValues(group, step.get("values").get(group.name()), tolerance);
        }
      }
      assertThat(manager.getManagedArrays()).hasSize(arrays);
    }
  }

  private static void followInSlices(JsonNode golden, double tolerance)
      throws JsonProcessingException {
    UpdateRule rule = JSON.treeToValue(golden.get("rule"), UpdateRule.class);
    Clipping clipping = JSON.treeToValue(golden.get("clipping"), Clipping.class);
    Schedule schedule = JSON.treeToValue(golden.get("schedule"), Schedule.class);
    Map<String, float[]> values = new LinkedHashMap<>();
    Map<String, List<SliceOptimizer>> pieces = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> group : fields(golden.get("initial"))) {
      float[] flat = flat(group.getValue());
      values.put(group.getKey(), flat);
      int head = cut(flat);
      pieces.put(group.getKey(), List.of(rule.slice(head), rule.slice(flat.length - head)));
    }
    Map<String, Long> updates = new LinkedHashMap<>();
    for (JsonNode step : golden.get("steps")) {
      Set<String> frozen = names(step.get("frozen"));
      Map<String, float[]> gradients = new LinkedHashMap<>();
      values.keySet().stream()
          .filter(group -> !frozen.contains(group))
          .forEach(group -> gradients.put(group, flat(step.get("gradients").get(group))));
      clip(clipping, gradients.values());
      double factor = schedule.factor(step.get("epoch").asInt(), golden.get("epochs").asInt());
      for (Map.Entry<String, float[]> group : gradients.entrySet()) {
        String name = group.getKey();
        GroupRate rate = JSON.treeToValue(golden.get("rates").get(name), GroupRate.class);
        SliceStep now =
            new SliceStep(
                rate.learningRate(),
                factor,
                rate.weightDecay(),
                updates.merge(name, 1L, Long::sum),
                step.get("epoch").asInt());
        float[] flat = values.getOrDefault(name, new float[0]);
        List<SliceOptimizer> parts = pieces.getOrDefault(name, List.of());
        parts.get(0).update(flat, group.getValue(), 0, now);
        parts.get(1).update(flat, group.getValue(), cut(flat), now);
      }
      values.forEach(
          (group, flat) ->
              assertThat(flat)
                  .containsExactly(flat(step.get("values").get(group)), within((float) tolerance)));
    }
  }

  /** As ranks do that have the first or the second part of each array. */
  private static void clip(Clipping clipping, Collection<float[]> arrays) {
    double[] squares = new double[1];
    for (float[] array : arrays) {
      squares[0] += new Span(0, array.length).squares(array);
    }
    for (float[] array : arrays) {
      clipping.apply(array, List.of(new Span(0, cut(array))), own -> squares[0]);
      clipping.apply(array, List.of(new Span(cut(array), array.length)), own -> squares[0]);
    }
  }

  private static int cut(float[] flat) {
    return flat.length / 3;
  }

  private static float[] flat(JsonNode tensors) {
    double[] wide =
        children(tensors).stream().flatMapToDouble(t -> Arrays.stream(doubles(t))).toArray();
    float[] flat = new float[wide.length];
    for (int i = 0; i < flat.length; i++) {
      flat[i] = (float) wide[i];
    }
    return flat;
  }

  private static List<ParameterGroup> allocate(NDManager manager, JsonNode golden, DataType type) {
    List<ParameterGroup> groups = new ArrayList<>();
    for (Map.Entry<String, JsonNode> tensors : fields(golden.get("shapes"))) {
      Map<String, Shape> shapes = new LinkedHashMap<>();
      fields(tensors.getValue())
          .forEach(shape -> shapes.put(shape.getKey(), new Shape(longs(shape.getValue()))));
      ParameterGroup group = new ParameterGroup(manager, tensors.getKey(), shapes, type);
      JsonNode initial = golden.get("initial").get(group.name());
      group
          .tensors()
          .forEach(
              (name, tensor) -> {
                try (NDArray value = array(manager, initial.get(name), tensor)) {
                  tensor.set(new NDIndex("..."), value);
                }
              });
      groups.add(group);
    }
    return groups;
  }

  /** Back-propagates {@code sum(tensor * gradient)}, whose gradient is the one given. */
  private static void descend(ParameterGroup group, JsonNode gradients) {
    group
        .tensors()
        .forEach(
            (name, tensor) -> {
              try (NDManager scratch = tensor.getManager().newSubManager()) {
                NDArray gradient = array(scratch, gradients.get(name), tensor);
                Autograd.backward(Autograd.recorded(() -> gradient.mul(tensor).sum()));
              }
            });
  }

  private static void assertValues(ParameterGroup group, JsonNode expected, double tolerance) {
    group
        .tensors()
        .forEach(
            (name, tensor) -> {
              double[] values = doubles(expected.get(name));
              try (NDArray plain = tensor.stopGradient();
                  NDArray wide = plain.toType(DataType.FLOAT64, true)) {
                assertThat(wide.toDoubleArray()).containsExactly(values, within(tolerance));
              }
            });
  }

  private static NDArray array(NDManager manager, JsonNode values, NDArray like) {
    try (NDArray wide = manager.create(doubles(values), like.getShape())) {
      return wide.toType(like.getDataType(), true);
    }
  }

  private static double[] doubles(JsonNode values) {
    return children(values).stream().mapToDouble(JsonNode::asDouble).toArray();
  }

  private static long[] longs(JsonNode values) {
    return children(values).stream().mapToLong(JsonNode::asLong).toArray();
  }

  private static Set<String> names(JsonNode values) {
    Set<String> names = new HashSet<>();
    values.forEach(value -> names.add(value.asText()));
    return names;
  }

  private static List<JsonNode> children(JsonNode node) {
    List<JsonNode> children = new ArrayList<>();
    node.forEach(children::add);
    return children;
  }

  private static List<Map.Entry<String, JsonNode>> fields(JsonNode node) {
    List<Map.Entry<String, JsonNode>> fields = new ArrayList<>();
    node.fields().forEachRemaining(fields::add);
    return fields;
  }
}
