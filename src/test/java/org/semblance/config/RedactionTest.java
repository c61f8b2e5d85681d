package org.semblance.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RedactionTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "hdfs://bob:hunter2@nn:8020/runs/1",
        "cannot read s3a://bob:hun/hunter2@bucket/x (403)",
        "https://hunter2@host/x",
        "abfss://c@a/x?sv=1&sig=hunter2&se=2",
        "--conf spark.hadoop.fs.s3a.secret.key=hunter2",
        "api_key=hunter2, next",
        "private.key: hunter2",
        "pwd=hunter2",
        "{\"password\": \"hunter2\"}",
        "javax.jdo.option.ConnectionPassword=hunter2"
      })
  void hidesSecretsInText(String text) {
    assertThat(Redaction.text(text)).doesNotContain("hunter2").contains(Redaction.HIDDEN);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "hdfs://nn:8020/data@2020/x",
        "spark://host:7077",
        "file:/a/b@c",
        "recall@1=0.8",
        "s3a://bucket/images",
        "signal 15",
        "{\"tokens\" : 5, \"pass\" : true, \"token-count\" : [1, 2]}",
        "the password is missing"
      })
  void leavesOtherTextAlone(String text) {
    assertThat(Redaction.text(text)).isEqualTo(text);
  }

  @Test
  void hidesAllOfATextInJson() {
    assertThat(Redaction.text("{\"secret\" : \"two \\\"words\\\", and more\", \"rows\" : 2}"))
        .isEqualTo("{\"secret\" : \"(redacted)\", \"rows\" : 2}");
  }

  @ParameterizedTest
  @CsvSource({
    "fs.s3a.secret.key",
    "api-key",
    "private.key",
    "db.pwd",
    "sas",
    "sig",
    "storage_key",
    "token"
  })
  void hidesTheValueOfASecretKey(String key) {
    assertThat(Redaction.value(key, "hunter2")).isEqualTo(Redaction.HIDDEN);
  }

  @ParameterizedTest
  @CsvSource({"path", "assigned", "sigma", "key-column", "passes"})
  void showsTheValueOfOtherKeys(String key) {
    assertThat(Redaction.value(key, "hunter2")).isEqualTo("hunter2");
  }
}
