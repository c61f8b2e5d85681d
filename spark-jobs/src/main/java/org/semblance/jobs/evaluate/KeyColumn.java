package org.semblance.jobs.evaluate;

import java.io.Serializable;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.IntegralType;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * Reads ids, labels and other names out of Spark's internal rows.
 *
 * @param ordinal negative for a column that is not there
 * @param type string or one of the integers
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

  /** The value, in decimal if it is a number; lent until the next row is read. */
  UTF8String text(InternalRow row) {
    return isNumeric()
        ? UTF8String.fromString(Long.toString(number(row)))
        : row.getUTF8String(ordinal);
  }
}
