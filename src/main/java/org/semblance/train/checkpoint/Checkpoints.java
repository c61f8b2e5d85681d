package org.semblance.train.checkpoint;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.security.DigestInputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The checkpoints of a run: one folder {@code checkpoints/step-N} each, complete once its {@code
 * manifest.json} is there, which is written last and holds the SHA-256 of every other file.
 */
public final class Checkpoints {

  public static final String FOLDER = "checkpoints";

  private static final Logger LOG = LoggerFactory.getLogger(Checkpoints.class);
  private static final String MANIFEST = "manifest.json";
  private static final String PREFIX = "step-";
  private static final int BUFFER_BYTES = 1 << 16;

  /** Writes one file of a checkpoint. */
  public interface Content {
    void write(OutputStream output) throws IOException;
  }

  /** Reads one file of a checkpoint. */
  public interface Reading<T> {
    T read(InputStream input) throws IOException;
  }

  private final RunStorage storage;

  public Checkpoints(RunStorage storage) {
    this.storage = storage;
  }

  /** Writes a checkpoint; {@code manifest} receives the digests. */
  public void write(CheckpointManifest manifest, Map<String, Content> files) {
    String folder = folder(manifest.cursor().total());
    try {
      storage.delete(folder);
      Map<String, String> digests = new TreeMap<>();
      for (Map.Entry<String, Content> file : files.entrySet()) {
        digests.put(file.getKey(), write(folder + "/" + file.getKey(), file.getValue()));
      }
      write(
          folder + "/" + MANIFEST,
          output -> output.write(ManifestFile.bytes(manifest.withDigests(digests))));
    } catch (IOException failure) {
      throw new UncheckedIOException("cannot write " + storage.describe(folder), failure);
    }
  }

  /**
   * The newest checkpoint that is complete and undamaged and fits, or the newest undamaged one, if
   * none fits. Damaged ones are skipped with a warning.
   */
  public Optional<CheckpointManifest> latest(Predicate<CheckpointManifest> fits) {
    Optional<CheckpointManifest> newest = Optional.empty();
    List<String> newestFirst = names().stream().sorted((a, b) -> b.compareTo(a)).toList();
    for (String name : newestFirst) {
      String folder = FOLDER + "/" + name;
      try {
        CheckpointManifest manifest = verified(folder);
        if (fits.test(manifest)) {
          return Optional.of(manifest);
        }
        newest = newest.or(() -> Optional.of(manifest));
      } catch (IOException failure) {
        LOG.warn("skipping the checkpoint {}: {}", storage.describe(folder), reason(failure));
      }
    }
    return newest;
  }

  /** What the checkpoint after {@code step} steps says it is. */
  public CheckpointManifest manifest(long step) {
    return read(step, MANIFEST, Checkpoints::manifest);
  }

  /** Reads one file of the checkpoint after {@code step} steps. */
  public <T> T read(long step, String file, Reading<T> reading) {
    String path = folder(step) + "/" + file;
    try {
      return read(path, reading);
    } catch (IOException failure) {
      throw new UncheckedIOException("cannot read " + storage.describe(path), failure);
    }
  }

  /** Deletes all but the newest {@code keep} and the one after {@code best} steps. */
  public void retain(int keep, long best) {
    List<String> names = names();
    try {
      for (String name : names.subList(0, Math.max(0, names.size() - keep))) {
        if (!folder(best).equals(FOLDER + "/" + name)) {
          storage.delete(FOLDER + "/" + name);
        }
      }
    } catch (IOException failure) {
      LOG.warn("cannot delete old checkpoints in {}", storage.describe(FOLDER), failure);
    }
  }

  /** Deletes all checkpoints. */
  public void clear() {
    try {
      storage.delete(FOLDER);
    } catch (IOException failure) {
      throw new UncheckedIOException("cannot delete " + storage.describe(FOLDER), failure);
    }
  }

  private CheckpointManifest verified(String folder) throws IOException {
    CheckpointManifest manifest = read(folder + "/" + MANIFEST, Checkpoints::manifest);
    for (Map.Entry<String, String> file : manifest.sha256().entrySet()) {
      MessageDigest digest = ManifestFile.sha256();
      read(
          folder + "/" + file.getKey(),
          input ->
              new DigestInputStream(input, digest).transferTo(OutputStream.nullOutputStream()));
      if (!hex(digest).equals(file.getValue())) {
        throw new IOException(file.getKey() + " is damaged or incomplete");
      }
    }
    return manifest;
  }

  private static CheckpointManifest manifest(InputStream input) throws IOException {
    return ManifestFile.read(input.readAllBytes());
  }

  private String write(String path, Content content) throws IOException {
    MessageDigest digest = ManifestFile.sha256();
    try (OutputStream output =
        new DigestOutputStream(
            new BufferedOutputStream(storage.create(path), BUFFER_BYTES), digest)) {
      content.write(output);
    }
    return hex(digest);
  }

  private <T> T read(String path, Reading<T> reading) throws IOException {
    try (InputStream input = new BufferedInputStream(storage.open(path), BUFFER_BYTES)) {
      return reading.read(input);
    }
  }

  private List<String> names() {
    try {
      return storage.list(FOLDER).stream().filter(name -> name.startsWith(PREFIX)).toList();
    } catch (IOException failure) {
      throw new UncheckedIOException("cannot list " + storage.describe(FOLDER), failure);
    }
  }

  /** Zero-padded, so that names sort by step. */
  private static String folder(long step) {
    return String.format("%s/%s%012d", FOLDER, PREFIX, step);
  }

  private static String reason(IOException failure) {
    return failure instanceof FileNotFoundException
        ? "a file is missing"
        : String.valueOf(failure.getMessage());
  }

  private static String hex(MessageDigest digest) {
    return HexFormat.of().formatHex(digest.digest());
  }
}
