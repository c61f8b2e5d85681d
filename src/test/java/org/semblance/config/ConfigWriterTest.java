package org.semblance.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConfigWriterTest {

  private static final ObjectNode TREE =
      YamlSource.read(
              "test",
              """
              path: s3a://AKIA:abc@bucket/images
              store: {access-key: AKIA, secret: abc, user: me}
              list: [1, two]
              """,
              new Problems())
          .tree();

  @Test
  void hidesSecrets() {
    assertThat(ConfigWriter.yaml(TREE))
        .isEqualTo(
            """
            path: s3a://(redacted)@bucket/images
            store:
              access-key: (redacted)
              secret: (redacted)
              user: me
            list:
              - 1
              - two
            """);
  }

  @Test
  void selectsGroupsAndKeys() {
    assertThat(ConfigWriter.selection(TREE, List.of("store.user", "list", "absent")))
        .hasToString("{\"store.user\":\"me\",\"list\":[1,\"two\"]}");
  }
}
