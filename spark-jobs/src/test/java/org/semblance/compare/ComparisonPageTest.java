package org.semblance.compare;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.semblance.compare.Comparison.ChangedClass;
import org.semblance.compare.Comparison.ChangedQuery;
import org.semblance.compare.Comparison.Changes;
import org.semblance.compare.Comparison.Compared;
import org.semblance.compare.Comparison.Metric;
import org.semblance.compare.Comparison.Neighbor;
import org.semblance.compare.Comparison.Outcome;
import org.semblance.compare.Comparison.PairedDifference;
import org.semblance.compare.Comparison.Setting;

class ComparisonPageTest {

  private static final String BAD = "<script>\"x\" & 'y'";

  private static final Comparison COMPARISON =
      new Comparison(
          1,
          List.of(new Compared("A", BAD, "/runs/" + BAD), new Compared("B", "b", "/runs/b")),
          9,
          2,
          List.of(
              new Metric(
                  "recall@1",
                  Map.of("A", 0.5),
                  Map.of("B", new PairedDifference(0.1, 0.05, 0.2, "better")))),
          "map@r",
          List.of(
              new Changes(
                  "B",
                  List.of(new ChangedClass(BAD, 5, 0.1, 0.3)),
                  List.of(),
                  null,
                  List.of(new ChangedQuery(BAD, BAD, List.of(new Neighbor("3", false)), List.of())),
                  List.of())),
          List.of(new Setting("train.epochs", Map.of("A", "4"))),
          List.of(BAD),
          List.of(new Outcome("recall@1 >= A", true, "holds")));

  @Test
  void escapesWhatComesFromOutside() {
    String page =
        new ComparisonPage(COMPARISON, Map.of("3", "data:image/jpeg;base64,AA==")).render();
    assertThat(page)
        .doesNotContain("<script>")
        .contains("&lt;script&gt;&quot;x&quot; &amp; &#39;y&#39;")
        .contains("<img src=\"data:image/jpeg;base64,AA==\" alt=\"3\">")
        .contains("class=\"better\"");
    assertThat(ComparisonPage.shown(COMPARISON)).containsExactly(BAD, "3");
  }

  @Test
  void jsonIsInKebabCase() {
    JsonNode json = new ObjectMapper().valueToTree(COMPARISON);
    assertThat(json.path("by-metric").asText()).isEqualTo("map@r");
    assertThat(json.path("changes").path(0).path("classes-gained").path(0).path("other").asDouble())
        .isEqualTo(0.3);
    assertThat(json.path("changes").path(0).path("nearest").isNull()).isTrue();
  }
}
