package org.semblance.evaluate.read;

import java.io.Serializable;
import java.util.Arrays;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.semblance.evaluate.settings.ColumnSettings;
import org.semblance.evaluate.settings.EvaluateSettings;

/** Where rows have what, and how it is read. */
record EmbeddingColumns(
    KeyColumn id,
    KeyColumn label,
    int vectorOrdinal,
    VectorColumn vector,
    RoleColumn role,
    KeyColumn category,
    KeyColumn sequence)
    implements Serializable {

  /** The columns of rows of {@code schema}, which has all that are named. */
  static EmbeddingColumns of(StructType schema, EvaluateSettings settings) {
    ColumnSettings columns = settings.columns();
    return new EmbeddingColumns(
        key(schema, columns.id()),
        key(schema, columns.label()),
        schema.fieldIndex(columns.vector()),
        VectorColumn.of(columns.vector(), schema.apply(columns.vector()).dataType()),
        role(schema, settings),
        key(schema, columns.category()),
        key(schema, columns.sequence()));
  }

  private static RoleColumn role(StructType schema, EvaluateSettings settings) {
    ColumnSettings columns = settings.columns();
    if (columns.hasFlags()) {
      return new RoleColumn.ByFlags(
          schema.fieldIndex(columns.isQuery()), schema.fieldIndex(columns.isGallery()));
    }
    return settings.usesSplit()
        ? new RoleColumn.BySplit(key(schema, columns.split()), settings.rows().roles())
        : new RoleColumn.Everything();
  }

  private static KeyColumn key(StructType schema, String name) {
    int ordinal = Arrays.asList(schema.fieldNames()).indexOf(name);
    return new KeyColumn(ordinal, ordinal < 0 ? DataTypes.NullType : schema.apply(name).dataType());
  }
}
