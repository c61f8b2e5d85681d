package org.semblance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** How the sources are cut into packages. */
class PackagesTest {

  private static final int MOST_TYPES = 25;

  /** Larger packages, each with its size and the reason why it is not two. */
  private static final Map<String, Integer> LARGER =
      Map.of(
          // A family: one record per loss, which a reader looks up by name, and their interfaces.
          "org.semblance.loss", 40,
          // From YAML text to records and back to the page of keys: one conversation about keys.
          "org.semblance.config", 36);

  @Test
  void aPackageBelongsToOneModule() {
    Map<String, SourceTree> owners = new HashMap<>();
    for (SourceTree module : SourceTree.values()) {
      for (String name : module.types().keySet()) {
        SourceTree other = owners.put(name, module);
        assertThat(other).as("another module with package %s of %s", name, module).isNull();
      }
    }
  }

  @ParameterizedTest
  @EnumSource(SourceTree.class)
  void packagesAreSmall(SourceTree module) {
    module
        .types()
        .forEach(
            (name, types) ->
                assertThat(types)
                    .as("types of %s", name)
                    .hasSizeLessThanOrEqualTo(LARGER.getOrDefault(name, MOST_TYPES)));
  }

  @Test
  void noExceptionIsOutlived() {
    Map<String, List<String>> core = SourceTree.CORE.types();
    for (String name : LARGER.keySet()) {
      assertThat(core.getOrDefault(name, List.of()))
          .as("types of %s", name)
          .hasSizeGreaterThan(MOST_TYPES);
    }
  }

  @ParameterizedTest
  @EnumSource(SourceTree.class)
  void everyPackageSaysWhatItIs(SourceTree module) throws IOException {
    for (String name : module.packages()) {
      assertThat(Files.readString(module.description(name)))
          .as("package-info of %s", name)
          .startsWith("/**")
          .contains("@NullMarked");
    }
  }
}
