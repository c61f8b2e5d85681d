package org.semblance.model;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.Serializable;
import java.nio.file.NoSuchFileException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import org.semblance.fault.SemblanceException;
import org.semblance.model.file.ModelFolder;
import org.semblance.model.file.Safetensors;

/**
 * A model as it is stored: {@code model.safetensors} with all tensors of the net under their names,
 * and {@code model.json} with the rest. The JSON is written last and holds the digest of the
 * weights, so a folder that was left half written is not taken for a model.
 *
 * @param weights all tensors of the net
 */
public record ModelFiles(ModelDescription description, Safetensors weights)
    implements Serializable {

  /** The weights. */
  public static final String WEIGHTS = "model.safetensors";

  /** The description. */
  public static final String DESCRIPTION = "model.json";

  /**
   * Writes both files.
   *
   * @param description its digest is replaced by that of the weights
   * @return what a later {@link #read} gives
   */
  public static ModelFiles write(
      ModelFolder folder, ModelDescription description, Safetensors weights) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    weights.write(bytes);
    try (OutputStream out = new BufferedOutputStream(folder.create(WEIGHTS))) {
      bytes.writeTo(out);
    }
    ModelFiles files = new ModelFiles(description.withSha256(sha256(bytes.toByteArray())), weights);
    try (OutputStream out = folder.create(DESCRIPTION)) {
      out.write(files.description.json());
    }
    return files;
  }

  /**
   * Reads both files.
   *
   * @throws SemblanceException data, if one is missing, damaged, or does not belong to the other
   */
  public static ModelFiles read(ModelFolder folder) {
    ModelDescription description =
        ModelDescription.parse(bytes(folder, DESCRIPTION), folder.describe(DESCRIPTION));
    byte[] bytes = bytes(folder, WEIGHTS);
    String source = folder.describe(WEIGHTS);
    String found = sha256(bytes);
    if (!found.equals(description.sha256())) {
      throw SemblanceException.data(
          "%s has digest %s where %s holds %s: copy both files again"
              .formatted(source, found, DESCRIPTION, description.sha256()));
    }
    try {
      return new ModelFiles(description, Safetensors.read(new ByteArrayInputStream(bytes), source));
    } catch (IOException failure) {
      throw SemblanceException.data("cannot read " + source + ": " + failure);
    }
  }

  /** The values of all tensors of the net by name. */
  public Map<String, float[]> values() {
    EmbeddingNet net = EmbeddingNet.of(description.model(), description.transform().side());
    return new StartingWeights(net.tensors(), weights, WEIGHTS).allValues();
  }

  private static byte[] bytes(ModelFolder folder, String name) {
    try (InputStream in = new BufferedInputStream(folder.open(name))) {
      return in.readAllBytes();
    } catch (FileNotFoundException | NoSuchFileException absent) {
      throw SemblanceException.data(
          "there is no model: %s is missing; train first or name a folder with a trained model"
              .formatted(folder.describe(name)));
    } catch (IOException failure) {
      throw SemblanceException.data("cannot read " + folder.describe(name) + ": " + failure);
    }
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java platform has SHA-256", impossible);
    }
  }
}
