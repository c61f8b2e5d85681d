package org.semblance.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import org.junit.jupiter.api.Test;

class FingerprintTest {

  @Test
  void doesNotDependOnTheOrderOfKeys() throws JsonProcessingException {
    assertThat(fingerprint("{\"a\": 1, \"b\": {\"c\": [1, 2], \"d\": null}}"))
        .isEqualTo(fingerprint("{\"b\": {\"d\": null, \"c\": [1, 2]}, \"a\": 1}"))
        .isNotEqualTo(fingerprint("{\"a\": 1, \"b\": {\"c\": [2, 1], \"d\": null}}"));
  }

  @Test
  void dependsOnWhatTheSettingsBuildOn() throws JsonProcessingException {
    assertThat(Fingerprint.of(json("{}"), List.of("x")))
        .isNotEqualTo(Fingerprint.of(json("{}"), List.of("y")));
  }

  @Test
  void namesTheDifferences() throws JsonProcessingException {
    assertThat(
            Fingerprint.differences(
                json("{\"a\": 1, \"b\": {\"c\": 2, \"d\": 3}}"),
                json("{\"a\": 1, \"b\": {\"c\": \"x\", \"e\": [4]}}")))
        .containsExactly("b.c 2 → \"x\"", "b.d 3 → (absent)", "b.e (absent) → [4]");
  }

  private static String fingerprint(String text) throws JsonProcessingException {
    return Fingerprint.of(json(text), List.of());
  }

  private static JsonNode json(String text) throws JsonProcessingException {
    return new ObjectMapper().readTree(text);
  }
}
