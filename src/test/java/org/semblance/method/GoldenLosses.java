package org.semblance.method;

import com.fasterxml.jackson.databind.JsonNode;
import org.semblance.loss.ArcFace;
import org.semblance.loss.ArcFace.CosineRange;
import org.semblance.loss.ClassWeightLoss;
import org.semblance.loss.CosFace;
import org.semblance.loss.NormSoftmax;
import org.semblance.loss.ProxyAnchor;
import org.semblance.loss.ProxyNca;
import org.semblance.loss.Softmax;

/** The losses that golden configurations name. */
final class GoldenLosses {

  private GoldenLosses() {}

  /** The class-weight loss of a MemVir case. */
  static ClassWeightLoss of(JsonNode config) {
    double scale = config.path("scale").doubleValue();
    double margin = config.path("margin").doubleValue();
    String name = config.path("loss").asText();
    return switch (name) {
      case "norm_softmax" -> new NormSoftmax(scale, true);
      case "proxy_nca" -> new ProxyNca(scale);
      case "softmax" -> new Softmax(scale);
      case "cosface" -> new CosFace(scale, margin);
      case "arcface" -> new ArcFace(scale, margin, 1, CosineRange.FULL);
      case "proxy_anchor" ->
          new ProxyAnchor(config.path("alpha").doubleValue(), config.path("delta").doubleValue());
      default -> throw new AssertionError("unknown loss " + name);
    };
  }
}
