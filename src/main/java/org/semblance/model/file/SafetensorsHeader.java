package org.semblance.model.file;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.semblance.fault.SemblanceException;

/**
 * The directory of a safetensors file.
 *
 * @param entries in the order of their bytes, without gaps
 */
record SafetensorsHeader(List<Entry> entries, Map<String, String> metadata) {

  private static final String METADATA = "__metadata__";
  private static final int ALIGNMENT = 8;
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  /** One tensor, its bytes at {@code [begin, end)} of the data. */
  record Entry(String name, TensorType type, long[] shape, long begin, long end) {

    long size() {
      return end - begin;
    }
  }

  /** The header of these tensors in the order the writer keeps. */
  static SafetensorsHeader of(Map<String, StoredTensor> tensors, Map<String, String> metadata) {
    List<Map.Entry<String, StoredTensor>> ordered = new ArrayList<>(tensors.entrySet());
    ordered.sort(
        Comparator.comparingInt(SafetensorsHeader::narrowness)
            .thenComparing(Map.Entry.comparingByKey()));
    List<Entry> entries = new ArrayList<>();
    long offset = 0;
    for (Map.Entry<String, StoredTensor> named : ordered) {
      StoredTensor tensor = named.getValue();
      long end = offset + tensor.bytes().length;
      entries.add(new Entry(named.getKey(), tensor.type(), tensor.shape(), offset, end));
      offset = end;
    }
    return new SafetensorsHeader(entries, metadata);
  }

  private static int narrowness(Map.Entry<String, StoredTensor> named) {
    return -named.getValue().type().bytes();
  }

  /** Checked: known types, shapes that fit the byte ranges, ranges that follow each other. */
  static SafetensorsHeader parse(byte[] json, String source) {
    JsonNode root = root(json, source);
    Map<String, String> metadata = new TreeMap<>();
    List<Entry> entries = new ArrayList<>();
    root.fields()
        .forEachRemaining(
            field -> {
              if (field.getKey().equals(METADATA)) {
                metadata.putAll(metadata(field.getValue(), source));
              } else {
                entries.add(new EntryReader(source, field.getKey(), field.getValue()).entry());
              }
            });
    entries.sort(Comparator.comparingLong(Entry::begin).thenComparingLong(Entry::end));
    requireGapless(entries, source);
    return new SafetensorsHeader(entries, metadata);
  }

  private static JsonNode root(byte[] json, String source) {
    try {
      JsonNode root = JSON.readTree(json);
      if (root.isObject()) {
        return root;
      }
      throw SemblanceException.data(source + " is no safetensors file: its header is no object");
    } catch (JsonProcessingException failure) {
      throw SemblanceException.data(
          "%s is no safetensors file: its header is not valid JSON (%s)"
              .formatted(source, failure.getOriginalMessage().lines().findFirst().orElse("")));
    } catch (IOException failure) {
      throw SemblanceException.data("cannot read the header of " + source + ": " + failure);
    }
  }

  private static Map<String, String> metadata(JsonNode node, String source) {
    Map<String, String> texts = new TreeMap<>();
    node.fields()
        .forEachRemaining(field -> texts.put(field.getKey(), field.getValue().textValue()));
    if (!node.isObject() || texts.containsValue(null)) {
      throw SemblanceException.data(
          source + " has metadata that is no map from text to text: write the file again");
    }
    return texts;
  }

  private static void requireGapless(List<Entry> entries, String source) {
    long expected = 0;
    for (Entry entry : entries) {
      if (entry.begin() != expected) {
        throw SemblanceException.data(
            "tensor %s in %s starts at byte %d where byte %d is next: %s, write the file again"
                .formatted(
                    entry.name(),
                    source,
                    entry.begin(),
                    expected,
                    entry.begin() < expected ? "tensors overlap" : "there is a gap"));
      }
      expected = entry.end();
    }
  }

  /** JSON without line breaks, keys sorted, filled up with blanks. */
  byte[] bytes() throws IOException {
    ObjectNode root = JSON.createObjectNode();
    if (!metadata.isEmpty()) {
      ObjectNode texts = root.putObject(METADATA);
      new TreeMap<>(metadata).forEach(texts::put);
    }
    for (Entry entry : entries) {
      ObjectNode node = root.putObject(entry.name()).put("dtype", entry.type().name());
      Arrays.stream(entry.shape()).forEach(node.putArray("shape")::add);
      node.putArray("data_offsets").add(entry.begin()).add(entry.end());
    }
    byte[] json = JSON.writeValueAsBytes(root);
    byte[] filled = Arrays.copyOf(json, (json.length + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT);
    Arrays.fill(filled, json.length, filled.length, (byte) ' ');
    return filled;
  }
}
