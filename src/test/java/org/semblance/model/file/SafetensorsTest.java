package org.semblance.model.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.semblance.fault.ExitCode;
import org.semblance.fault.SemblanceException;

final class SafetensorsTest {

  @Test
  void writesTheBytesOfTheFormat() throws IOException {
    Map<String, StoredTensor> tensors = new LinkedHashMap<>();
    tensors.put("b", StoredTensor.of(new long[] {2}, new float[] {1, -2}));
    tensors.put("flag", new StoredTensor(TensorType.U8, new long[] {1}, new byte[] {7}));
    tensors.put("a", StoredTensor.of(new long[] {}, new long[] {258}));
    String header =
        "{\"__metadata__\":{\"format\":\"pt\"},"
            + "\"a\":{\"dtype\":\"I64\",\"shape\":[],\"data_offsets\":[0,8]},"
            + "\"b\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[8,16]},"
            + "\"flag\":{\"dtype\":\"U8\",\"shape\":[1],\"data_offsets\":[16,17]}}";
    byte[] written = bytes(new Safetensors(tensors, Map.of("format", "pt")));
    int padded = (header.length() + 7) / 8 * 8;
    assertThat(ByteBuffer.wrap(written).order(ByteOrder.LITTLE_ENDIAN).getLong()).isEqualTo(padded);
    assertThat(new String(written, 8, padded, StandardCharsets.UTF_8))
        .isEqualTo(header + " ".repeat(padded - header.length()));
    assertThat(HexFormat.of().formatHex(written, 8 + padded, written.length))
        .isEqualTo("0201000000000000" + "0000803f" + "000000c0" + "07");
  }

  @Test
  void readsBackWhatItWrote(@TempDir Path folder) throws IOException {
    Map<String, StoredTensor> tensors =
        Map.of(
            "x", StoredTensor.of(new long[] {2, 3}, new float[] {1, 2, 3, 4, 5, Float.NaN}),
            "n", StoredTensor.of(new long[] {2}, new long[] {-1, Long.MAX_VALUE}),
            "empty", StoredTensor.of(new long[] {0, 4}, new float[0]));
    Path file = folder.resolve("x.safetensors");
    new Safetensors(tensors, Map.of()).write(file);
    Safetensors read = Safetensors.read(file);
    assertThat(read.tensors().keySet()).containsExactly("n", "empty", "x");
    assertThat(tensor(read, "x").floats()).containsExactly(1, 2, 3, 4, 5, Float.NaN);
    assertThat(tensor(read, "x").shape()).containsExactly(2, 3);
    assertThat(tensor(read, "n").longs()).containsExactly(-1, Long.MAX_VALUE);
    assertThat(tensor(read, "empty").floats()).isEmpty();
    assertThat(bytes(read)).isEqualTo(bytes(new Safetensors(tensors, Map.of())));
  }

  @ParameterizedTest
  @CsvSource({
    // binary16: one, largest, smallest normal, smallest subnormal, minus zero, infinity
    "F16, 003c, 1.0",
    "F16, ff7b, 65504.0",
    "F16, 0004, 6.1035156e-5",
    "F16, 0100, 5.9604645e-8",
    "F16, 0080, -0.0",
    "F16, 00fc, -Infinity",
    "F16, 007e, NaN",
    "BF16, 803f, 1.0",
    "BF16, c0c0, -6.0",
    "F64, 000000000000f83f, 1.5",
  })
  void widensFloats(TensorType type, String hex, float expected) {
    var tensor = new StoredTensor(type, new long[] {1}, HexFormat.of().parseHex(hex));
    assertThat(tensor.floats()).containsExactly(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          [] | 0 | f is no safetensors file: its header is no object
          {"a": | 0 | f is no safetensors file: its header is not valid JSON \
          (Unexpected end-of-input within/between Object entries)
          {'a':{'dtype':'F32','shape':[1],'data_offsets':[0,4]},\
          'a':{'dtype':'F32','shape':[1],'data_offsets':[0,4]}} | 4 | \
          f is no safetensors file: its header is not valid JSON \
          (Duplicate field #a# for `ObjectNode`: not allowed when `DeserializationFeature.\
          FAIL_ON_READING_DUP_TREE_KEY` enabled)
          {'a':{'dtype':'F8','shape':[1],'data_offsets':[0,4]}} | 4 | tensor a in f has type "F8" \
          instead of one of [F64, F32, F16, BF16, I64, I32, U8, BOOL]: write the file again
          {'a':{'dtype':'F32','shape':[-1],'data_offsets':[0,4]}} | 4 | tensor a in f has shape [-1] \
          instead of a list of numbers from 0 up: write the file again
          {'a':{'dtype':'F32','shape':[2],'data_offsets':[0,4]}} | 4 | tensor a in f of shape [2] and \
          F32 has 4 bytes: write the file again
          {'a':{'dtype':'F32','shape':[1],'data_offsets':[4,0]}} | 4 | tensor a in f has data_offsets \
          [4,0] instead of [begin, end]: write the file again
          {'a':{'dtype':'F32','shape':[1],'data_offsets':[0.5,4]}} | 4 | tensor a in f has \
          data_offsets [0.5,4] instead of a list of numbers from 0 up: write the file again
          {'a':{'dtype':'F32','shape':[4294967296,4294967296],'data_offsets':[0,4]}} | 4 | tensor a in \
          f has the impossible shape [4294967296,4294967296]: write the file again
          {'a':{'dtype':'F32','shape':[1],'data_offsets':[0,4]},\
          'b':{'dtype':'F32','shape':[1],'data_offsets':[2,6]}} | 8 | tensor b in f starts at byte 2 \
          where byte 4 is next: tensors overlap, write the file again
          {'a':{'dtype':'F32','shape':[1],'data_offsets':[0,4]},\
          'b':{'dtype':'F32','shape':[1],'data_offsets':[8,12]}} | 12 | tensor b in f starts at byte \
          8 where byte 4 is next: there is a gap, write the file again
          {'a':{'dtype':'F32','shape':[1],'data_offsets':[0,4]}} | 3 | f ends within tensor a (3 of 4 \
          bytes): the file is truncated, copy it again
          {'a':{'dtype':'F32','shape':[1],'data_offsets':[0,4]}} | 5 | f goes on after its last \
          tensor: the file is damaged, copy it again
          {'__metadata__':{'a':1}} | 0 | f has metadata that is no map from text to text: write the \
          file again
          """)
  void rejectsDamagedFiles(String header, int dataBytes, String message) {
    requireFault(file(header.replace('\'', '"'), dataBytes), message.replace('#', '\''));
  }

  @Test
  void rejectsFilesThatEndEarly() {
    byte[] whole = file("{}  ", 0);
    requireFault(new byte[] {1, 2}, "f has 2 bytes, too few for a safetensors file");
    requireFault(
        Arrays.copyOf(whole, 10),
        "f ends within its header (2 of 4 bytes): the file is truncated, copy it again");
  }

  @Test
  void rejectsHeadersBeyondTheBound() {
    byte[] pickle = HexFormat.of().parseHex("80027d7100580300");
    requireFault(pickle, "f is no safetensors file: its header would have 941183857394304 bytes");
  }

  @Test
  void namesTheMissingFile() {
    assertThatThrownBy(() -> Safetensors.read(Path.of("no-such.safetensors")))
        .isInstanceOf(SemblanceException.class)
        .hasMessage(
            "cannot read no-such.safetensors: java.nio.file.NoSuchFileException: "
                + "no-such.safetensors");
  }

  private static void requireFault(byte[] bytes, String message) {
    assertThatThrownBy(() -> Safetensors.read(new ByteArrayInputStream(bytes), "f"))
        .isInstanceOfSatisfying(
            SemblanceException.class,
            fault -> assertThat(fault.exitCode()).isEqualTo(ExitCode.DATA))
        .hasMessage(message);
  }

  private static byte[] file(String header, int dataBytes) {
    byte[] json = header.getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(8 + json.length + dataBytes)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putLong(json.length)
        .put(json)
        .array();
  }

  private static StoredTensor tensor(Safetensors file, String name) {
    StoredTensor tensor = file.tensors().get(name);
    assertThat(tensor).as(name).isNotNull();
    return Objects.requireNonNull(tensor);
  }

  private static byte[] bytes(Safetensors content) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    content.write(out);
    return out.toByteArray();
  }
}
