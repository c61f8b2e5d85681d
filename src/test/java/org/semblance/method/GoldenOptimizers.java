package org.semblance.method;

import com.fasterxml.jackson.databind.JsonNode;
import org.semblance.optim.Adam;
import org.semblance.optim.DeviceRule;
import org.semblance.optim.Sgd;

/** The update rules that golden configurations name. */
public final class GoldenOptimizers {

  private GoldenOptimizers() {}

  public static DeviceRule of(JsonNode settings) {
    String type = settings.path("type").asText();
    return switch (type) {
      case "adam" ->
          new Adam(
              settings.path("betas").path(0).doubleValue(),
              settings.path("betas").path(1).doubleValue(),
              settings.path("eps").doubleValue());
      case "sgd" -> new Sgd(settings.path("momentum").doubleValue(), false);
      default -> throw new AssertionError("unknown optimizer " + type);
    };
  }
}
