package org.semblance.evaluate.read;

import java.io.Serializable;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.IntegralType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * Reads ids, labels and other names out of Spark's internal rows.
 *
 * @param ordinal negative for a column that is not there
 * @param type string, boolean or one of the integers
 */
record KeyColumn(int ordinal, DataType type) implements Serializable {

  boolean isPresent() {
    return ordinal >= 0;
  }

  boolean isNumeric() {
    return type instanceof IntegralType;
  }

  boolean isNull(InternalRow row) {
    return row.isNullAt(ordinal);
  }

  /** The value of a numeric column. */
  long number(InternalRow row) {
    return ((Number) row.get(ordinal, type)).longValue();
  }

  /** The value, as SQL would write it; lent until the next row is read. */
  UTF8String text(InternalRow row) {
    return type instanceof StringType
        ? row.getUTF8String(ordinal)
        : UTF8String.fromString(row.get(ordinal, type).toString());
  }
}
