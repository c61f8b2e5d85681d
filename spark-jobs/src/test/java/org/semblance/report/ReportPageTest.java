package org.semblance.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.semblance.report.ReportData.EmbeddingMap;
import org.semblance.report.ReportData.Fact;
import org.semblance.report.ReportData.Plot;
import org.semblance.report.ReportData.Series;

class ReportPageTest {

  private static final String HOSTILE = "</script><!-- <img src=x onerror=alert(1)> & \u2028 \"'";

  @Test
  void holdsItsDataToTheLastCharacter() throws IOException {
    JsonNode data = data(ReportPage.render(report("fish", HOSTILE)));
    assertThat(data.path("facts").path(0).path("value").asText()).isEqualTo(HOSTILE);
  }

  /** A label must not end the element that it stands in. */
  @Test
  void noTextOfTheTableBecomesMarkup() {
    String page = ReportPage.render(report(HOSTILE, HOSTILE));
    assertThat(page).doesNotContain("<img src=x").doesNotContain("</script><!--");
    assertThat(page).contains("<title>&lt;/script&gt;&lt;!-- &lt;img");
    assertThat(count(page, "<script")).isEqualTo(count(page, "</script>")).isEqualTo(3);
  }

  @Test
  void needsNothingBesideIt() {
    String page = ReportPage.render(report("fish", "plain"));
    String markup = page.replaceAll("(?s)<script.*?</script>", "");
    assertThat(markup).doesNotContainPattern("(src|href)=\"?(https?:)?//");
    assertThat(page).doesNotContain("sourceMappingURL").doesNotContain("{{");
  }

  @Test
  void aPlaceholderInALabelStaysText() throws IOException {
    JsonNode data = data(ReportPage.render(report("fish", "{{script}} {{data}}")));
    assertThat(data.path("facts").path(0).path("value").asText()).isEqualTo("{{script}} {{data}}");
  }

  private static ReportData report(String name, String fact) {
    return new ReportData(
        name,
        "no queries",
        List.of(),
        "",
        List.of(),
        List.of(new Plot("Recall@K", "K", true, List.of(new Series("recall@K", List.of())))),
        "",
        new EmbeddingMap("", List.of()),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(new Fact("what", fact)),
        "name: fish",
        Map.of());
  }

  private static JsonNode data(String page) throws IOException {
    Matcher element =
        Pattern.compile("(?s)<script type=\"application/json\" id=\"data\">(.*?)</script>")
            .matcher(page);
    assertThat(element.find()).isTrue();
    return new ObjectMapper().readTree(element.group(1));
  }

  private static int count(String text, String part) {
    return text.split(Pattern.quote(part), -1).length - 1;
  }
}
