package org.semblance.train.checkpoint;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The text of a manifest. It holds its own digest, so that no cursor, counter or digest in it can
 * change unnoticed.
 */
final class ManifestFile {

  private static final String ZEROS = "0".repeat(64);
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private ManifestFile() {}

  /** The bytes of {@code manifest}, with their digest. */
  static byte[] bytes(CheckpointManifest manifest) {
    try {
      String text =
          JSON.writerWithDefaultPrettyPrinter().writeValueAsString(manifest.withDigest(ZEROS));
      return text.replace(ZEROS, digest(text)).getBytes(UTF_8);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("cannot write " + manifest, impossible);
    }
  }

  /**
   * The manifest in {@code bytes}.
   *
   * @throws IOException if it is incomplete, damaged or of a later version
   */
  static CheckpointManifest read(byte[] bytes) throws IOException {
    CheckpointManifest manifest = parsed(bytes);
    if (manifest.format() != CheckpointManifest.FORMAT
        && manifest.format() != CheckpointManifest.FIRST_FORMAT) {
      throw new IOException("its format is " + manifest.format());
    }
    String own = manifest.digest();
    boolean owed = manifest.format() != CheckpointManifest.FIRST_FORMAT || own != null;
    if (owed && !(own != null && holds(own, bytes))) {
      throw new IOException("its manifest is damaged");
    }
    return manifest;
  }

  private static CheckpointManifest parsed(byte[] bytes) throws IOException {
    try {
      CheckpointManifest manifest = JSON.readValue(bytes, CheckpointManifest.class);
      if (manifest == null) {
        throw new IOException("its manifest is empty");
      }
      return manifest;
    } catch (JsonProcessingException damaged) {
      throw new IOException("its manifest is damaged", damaged);
    }
  }

  private static boolean holds(String own, byte[] bytes) {
    String text = new String(bytes, UTF_8);
    return own.length() == ZEROS.length() && digest(text.replace(own, ZEROS)).equals(own);
  }

  private static String digest(String text) {
    return HexFormat.of().formatHex(sha256().digest(text.getBytes(UTF_8)));
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException failure) {
      throw new IllegalStateException(failure);
    }
  }
}
