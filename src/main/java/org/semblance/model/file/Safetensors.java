package org.semblance.model.file;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.Serializable;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.semblance.fault.SemblanceException;
import org.semblance.model.file.SafetensorsHeader.Entry;

/**
 * The content of a safetensors file (format of huggingface/safetensors 0.4): 8 bytes length of the
 * header, little-endian; the header, JSON from tensor name to type, shape and byte range; the bytes
 * of all tensors without gaps. Nothing in it is code, unlike pickled state dictionaries.
 *
 * @param tensors by name, in the order of the file; not copied
 * @param metadata free text by key; not copied
 */
public record Safetensors(Map<String, StoredTensor> tensors, Map<String, String> metadata)
    implements Serializable {

  /**
   * Keeps a damaged or hostile length from filling memory, of which the parsed header takes several
   * times as much. 100,000 tensors need 10 MB; the reference implementation allows 100.
   */
  private static final long LONGEST_HEADER = 16_000_000;

  /**
   * Reads a local file.
   *
   * @throws SemblanceException data, if the file is missing, damaged or no safetensors
   */
  public static Safetensors read(Path file) {
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
      return read(in, file.toString());
    } catch (IOException failure) {
      throw SemblanceException.data("cannot read " + file + ": " + failure);
    }
  }

  /**
   * Reads to the end of {@code in}, one tensor after the other.
   *
   * @param source names the input in messages
   * @throws SemblanceException data, if the bytes are damaged or no safetensors
   */
  public static Safetensors read(InputStream in, String source) throws IOException {
    SafetensorsHeader header = SafetensorsHeader.parse(headerBytes(in, source), source);
    Map<String, StoredTensor> tensors = new LinkedHashMap<>();
    for (Entry entry : header.entries()) {
      int size = Math.toIntExact(entry.size());
      byte[] bytes = in.readNBytes(size);
      if (bytes.length < size) {
        throw SemblanceException.data(
            "%s ends within tensor %s (%d of %d bytes): the file is truncated, copy it again"
                .formatted(source, entry.name(), bytes.length, size));
      }
      tensors.put(entry.name(), new StoredTensor(entry.type(), entry.shape(), bytes));
    }
    if (in.read() >= 0) {
      throw SemblanceException.data(
          source + " goes on after its last tensor: the file is damaged, copy it again");
    }
    return new Safetensors(tensors, header.metadata());
  }

  private static byte[] headerBytes(InputStream in, String source) throws IOException {
    byte[] prefix = in.readNBytes(Long.BYTES);
    if (prefix.length < Long.BYTES) {
      throw SemblanceException.data(
          "%s has %d bytes, too few for a safetensors file".formatted(source, prefix.length));
    }
    long length = ByteBuffer.wrap(prefix).order(ByteOrder.LITTLE_ENDIAN).getLong();
    if (length < 2 || length > LONGEST_HEADER) {
      throw SemblanceException.data(
          "%s is no safetensors file: its header would have %s bytes"
              .formatted(source, Long.toUnsignedString(length)));
    }
    byte[] header = in.readNBytes((int) length);
    if (header.length < length) {
      throw SemblanceException.data(
          "%s ends within its header (%d of %d bytes): the file is truncated, copy it again"
              .formatted(source, header.length, length));
    }
    return header;
  }

  /** Writes a local file, replacing what is there. */
  public void write(Path file) throws IOException {
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
      write(out);
    }
  }

  /**
   * Writes the format's bytes, the same for the same content: tensors by decreasing element size,
   * then by name, so that each starts at a multiple of its element size; the header is filled up
   * with blanks to a multiple of 8.
   */
  public void write(OutputStream out) throws IOException {
    SafetensorsHeader header = SafetensorsHeader.of(tensors, metadata);
    byte[] json = header.bytes();
    ByteBuffer prefix = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    out.write(prefix.putLong(json.length).array());
    out.write(json);
    for (Entry entry : header.entries()) {
      StoredTensor tensor = tensors.get(entry.name());
      if (tensor != null) {
        out.write(tensor.bytes());
      }
    }
  }
}
