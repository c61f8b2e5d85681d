package org.semblance.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.expressions.GenericRowWithSchema;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.semblance.batch.PlanRow;

/** What a table writes is what it reads, column by column. */
class TableRowsTest {

  @Test
  void aPlanRowKeepsEveryField() {
    PlanRow row = new PlanRow(1, 2, 3, 4, 5, 6L << 40, 7, true, 8, -9L);
    assertThat(PlanTable.fromRow(named(PlanTable.toRow(row), PlanTable.SCHEMA))).isEqualTo(row);
  }

  @Test
  void aRejectKeepsItsReason() {
    RejectRow row = new RejectRow("a/1.png", "a", RejectReason.TRUNCATED, "ends within its image");
    assertThat(RejectTable.fromRow(named(RejectTable.toRow(row), RejectTable.SCHEMA)))
        .isEqualTo(row);
  }

  @ParameterizedTest
  @EnumSource(Split.class)
  void everySplitIsReadAsItIsWritten(Split split) {
    assertThat(split.columnValue()).isLowerCase();
    assertThat(Split.fromColumnValue(split.columnValue())).isEqualTo(split);
  }

  /** In Turkish, an upper-case i has a dot. */
  @Test
  void splitsAreSpelledTheSameInEveryLanguage() {
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(new Locale("tr", "TR"));
      assertThat(Split.TRAIN.columnValue()).isEqualTo("train");
      assertThat(Split.fromColumnValue("train")).isEqualTo(Split.TRAIN);
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void anotherSplitIsNone() {
    assertThatThrownBy(() -> Split.fromColumnValue("trian"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void columnsAreInSnakeCaseAndNeverNull() {
    for (StructType schema :
        Arrays.asList(
            PlanTable.SCHEMA, RejectTable.SCHEMA, EmbeddingTable.SCHEMA, NeighborTable.SCHEMA)) {
      for (StructField field : schema.fields()) {
        assertThat(field.name()).matches("[a-z0-9]+(_[a-z0-9]+)*");
        assertThat(field.nullable()).as(field.name()).isFalse();
      }
    }
  }

  @Test
  void aChecksumDependsOnEveryByte() {
    byte[] content = {1, 2, 3, 4};
    int whole = ShardEntry.checksum(content);
    for (int i = 0; i < content.length; i++) {
      byte[] damaged = content.clone();
      damaged[i] ^= 1;
      assertThat(ShardEntry.checksum(damaged)).isNotEqualTo(whole);
    }
    // CRC-32C of "123456789", from the standard (RFC 3720, B.4, has others of the same code).
    assertThat(ShardEntry.checksum("123456789".getBytes(StandardCharsets.US_ASCII)))
        .isEqualTo(0xE3069283);
  }

  private static Row named(Row row, StructType schema) {
    Object[] values = new Object[row.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = row.get(i);
    }
    return new GenericRowWithSchema(values, schema);
  }
}
