package org.semblance.model;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.semblance.fault.SemblanceException;
import org.semblance.model.block.NetTensor;
import org.semblance.model.block.NetTensor.Group;
import org.semblance.model.file.Safetensors;
import org.semblance.model.file.StoredTensor;

/**
 * The values of a file for the tensors of a net. A classifier in the file ({@code fc.*}, {@code
 * classifier.*}), a head where the net has none, and PyTorch's batch counters are left out; a head
 * that the file lacks is drawn at random.
 *
 * @param source names the file in messages
 */
record StartingWeights(List<NetTensor> tensors, Safetensors file, String source) {

  private static final int NAMED_IN_MESSAGES = 3;

  /** The values of every tensor by name. */
  Map<String, float[]> values(long seed) {
    requireKnownNames();
    requirePresent(tensors.stream().filter(tensor -> tensor.group() == Group.BACKBONE).toList());
    Map<String, float[]> values = new LinkedHashMap<>();
    for (NetTensor tensor : tensors) {
      StoredTensor stored = file.tensors().get(tensor.name());
      values.put(
          tensor.name(), stored == null ? tensor.initialValues(seed) : checked(tensor, stored));
    }
    return values;
  }

  /** The values of every tensor by name, none drawn: the file must hold the head, too. */
  Map<String, float[]> allValues() {
    requirePresent(tensors);
    return values(0);
  }

  private float[] checked(NetTensor tensor, StoredTensor stored) {
    if (!Arrays.equals(tensor.shape(), stored.shape())) {
      throw SemblanceException.data(
          ("tensor %s in %s has shape %s where the model has %s: "
                  + "set model.backbone and model.dimension to what the weights were made for")
              .formatted(
                  tensor.name(),
                  source,
                  Arrays.toString(stored.shape()),
                  Arrays.toString(tensor.shape())));
    }
    return switch (stored.type()) {
      case F64, F32, F16, BF16 -> stored.floats();
      case I64, I32, U8, BOOL ->
          throw SemblanceException.data(
              "tensor %s in %s has type %s instead of a floating one: write the file again"
                  .formatted(tensor.name(), source, stored.type()));
    };
  }

  private void requireKnownNames() {
    List<String> known = tensors.stream().map(NetTensor::name).toList();
    List<String> unknown =
        file.tensors().keySet().stream()
            .filter(name -> !known.contains(name) && !isLeftOut(name))
            .toList();
    if (!unknown.isEmpty()) {
      throw SemblanceException.data(
          ("%s has %d tensors that the model does not know (%s): "
                  + "set model.backbone to the net the weights were made for")
              .formatted(source, unknown.size(), firstOf(unknown)));
    }
  }

  private void requirePresent(List<NetTensor> wanted) {
    List<String> missing =
        wanted.stream()
            .map(NetTensor::name)
            .filter(name -> !file.tensors().containsKey(name))
            .toList();
    if (!missing.isEmpty()) {
      throw SemblanceException.data(
          ("%s lacks %d tensors of the model (%s): "
                  + "set model.backbone to the net the weights were made for")
              .formatted(source, missing.size(), firstOf(missing)));
    }
  }

  private static boolean isLeftOut(String name) {
    return name.startsWith("fc.")
        || name.startsWith("classifier.")
        || name.startsWith("head.")
        || name.endsWith(".num_batches_tracked");
  }

  private static String firstOf(List<String> names) {
    String first = names.stream().limit(NAMED_IN_MESSAGES).collect(Collectors.joining(", "));
    return names.size() > NAMED_IN_MESSAGES ? first + ", ..." : first;
  }
}
