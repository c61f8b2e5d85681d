package org.semblance.model.file;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.semblance.fault.SemblanceException;
import org.semblance.model.file.SafetensorsHeader.Entry;

/** Reads and checks what a safetensors header says of one tensor. */
record EntryReader(String source, String name, JsonNode node) {

  Entry entry() {
    TensorType type =
        TensorType.named(node.path("dtype").asText())
            .orElseThrow(
                () ->
                    fault(
                        "has type "
                            + node.path("dtype")
                            + " instead of one of "
                            + Arrays.toString(TensorType.values())));
    long[] shape = naturals("shape");
    long[] range = naturals("data_offsets");
    if (range.length != 2 || range[0] > range[1]) {
      throw fault("has data_offsets " + node.path("data_offsets") + " instead of [begin, end]");
    }
    long size = range[1] - range[0];
    if (size != expectedSize(type, shape)) {
      throw fault("of shape " + node.path("shape") + " and " + type + " has " + size + " bytes");
    }
    if (size > Integer.MAX_VALUE - 8) {
      throw fault("has " + size + " bytes, more than 2 GiB");
    }
    return new Entry(name, type, shape, range[0], range[1]);
  }

  private long expectedSize(TensorType type, long[] shape) {
    try {
      return Math.multiplyExact(StoredTensor.count(shape), type.bytes());
    } catch (ArithmeticException overflow) {
      throw fault("has the impossible shape " + node.path("shape"));
    }
  }

  private long[] naturals(String key) {
    JsonNode array = node.path(key);
    boolean valid =
        array.isArray()
            && IntStream.range(0, array.size())
                .mapToObj(array::get)
                .allMatch(n -> n.isIntegralNumber() && n.canConvertToLong() && n.asLong() >= 0);
    if (!valid) {
      throw fault("has " + key + " " + array + " instead of a list of numbers from 0 up");
    }
    return IntStream.range(0, array.size()).mapToLong(i -> array.get(i).asLong()).toArray();
  }

  private SemblanceException fault(String found) {
    return SemblanceException.data(
        "tensor %s in %s %s: write the file again".formatted(name, source, found));
  }
}
