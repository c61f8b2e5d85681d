package org.semblance.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Puts the data, the style and the scripts into one HTML file that needs nothing beside it. */
final class ReportPage {

  /** The plotting library, MIT licensed, from its Maven Central package. */
  private static final String CHARTS =
      "/META-INF/resources/webjars/chart.js/4.4.9/dist/chart.umd.js";

  private static final ObjectMapper JSON = new ObjectMapper();

  private ReportPage() {}

  /** The page as text. */
  static String render(ReportData data) {
    return resource("page.html")
        .replace("{{title}}", escaped(data.name() + " · Semblance"))
        .replace("{{style}}", resource("page.css"))
        .replace("{{charts}}", resource(CHARTS).replaceAll("(?m)^//# sourceMappingURL=.*$", ""))
        .replace("{{script}}", resource("page.js"))
        .replace("{{data}}", embeddable(json(data)));
  }

  /** JSON that may stand inside a script element: no closing tag or comment can appear in it. */
  private static String embeddable(String json) {
    return json.replace("<", "\\u003c");
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }

  private static String json(ReportData data) {
    try {
      return JSON.writeValueAsString(data);
    } catch (JsonProcessingException failure) {
      throw new UncheckedIOException("cannot write the report's data", failure);
    }
  }

  private static String resource(String name) {
    try (InputStream stream = ReportPage.class.getResourceAsStream(name)) {
      if (stream == null) {
        throw new IllegalStateException("resource " + name + " is missing from the jar");
      }
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException failure) {
      throw new UncheckedIOException("cannot read resource " + name, failure);
    }
  }
}
