package org.semblance.table;

import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** The rows of the source that did not become images; written by ingest. */
public final class RejectTable {

  public static final String SOURCE = "source";
  public static final String LABEL = "label";
  public static final String REASON = "reason";
  public static final String DETAIL = "detail";

  public static final StructType SCHEMA =
      new StructType()
          .add(SOURCE, DataTypes.StringType, false)
          .add(LABEL, DataTypes.StringType, false)
          .add(REASON, DataTypes.StringType, false)
          .add(DETAIL, DataTypes.StringType, false);

  private RejectTable() {}

  public static Row toRow(RejectRow reject) {
    return RowFactory.create(
        reject.source(), reject.label(), reject.reason().name(), reject.detail());
  }

  public static RejectRow fromRow(Row row) {
    return new RejectRow(
        row.getAs(SOURCE),
        row.getAs(LABEL),
        RejectReason.valueOf(row.getAs(REASON)),
        row.getAs(DETAIL));
  }
}
