package org.semblance.model;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.Serializable;
import org.semblance.fault.SemblanceException;
import org.semblance.image.transform.TransformSettings;

/**
 * What {@code model.json} says: all that is needed to embed images, beside the weights.
 *
 * @param name of the experiment that made the model
 * @param model the net; its {@code weights} says what training started from
 * @param transform how images become the net's input
 * @param sha256 digest of the weights file, hexadecimal
 */
public record ModelDescription(
    String name, ModelSettings model, TransformSettings transform, String sha256)
    implements Serializable {

  private static final int LABEL_DIGITS = 12;
  private static final int SHA256_DIGITS = 64;
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .propertyNamingStrategy(PropertyNamingStrategies.KEBAB_CASE)
          .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
          .disable(MapperFeature.AUTO_DETECT_IS_GETTERS)
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .enable(SerializationFeature.INDENT_OUTPUT)
          .build();

  public ModelDescription {
    if (sha256.length() != SHA256_DIGITS) {
      throw new IllegalArgumentException("sha256 must have 64 hexadecimal digits, got " + sha256);
    }
  }

  /** Before the weights are written. */
  public static ModelDescription of(String name, ModelSettings model, TransformSettings transform) {
    return new ModelDescription(name, model, transform, "0".repeat(SHA256_DIGITS));
  }

  /** The content of a {@code model.json}. */
  static ModelDescription parse(byte[] json, String source) {
    try {
      JsonNode tree = JSON.readTree(json);
      if (tree.get("model") instanceof ObjectNode model && model.path("pooling").isTextual()) {
        String name = model.get("pooling").textValue();
        model.putObject("pooling").put("type", name); // as models were described at first
      }
      return JSON.treeToValue(tree, ModelDescription.class);
    } catch (JsonProcessingException failure) {
      throw SemblanceException.data(
          "%s is no description of a model (%s): train again or copy it again"
              .formatted(source, failure.getOriginalMessage().lines().findFirst().orElse("")));
    } catch (IOException failure) {
      throw SemblanceException.data("cannot read " + source + ": " + failure);
    }
  }

  byte[] json() throws IOException {
    return JSON.writeValueAsBytes(this);
  }

  ModelDescription withSha256(String digest) {
    return new ModelDescription(name, model, transform, digest);
  }

  /** What embeddings name as their model: name, {@code @}, twelve digits of the digest. */
  public String label() {
    return name + "@" + sha256.substring(0, LABEL_DIGITS);
  }
}
