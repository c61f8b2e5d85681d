package org.semblance.evaluate.read;

import java.io.Serializable;
import java.util.List;
import org.semblance.evaluate.input.KeyType;
import org.semblance.evaluate.settings.ColumnSettings;
import org.semblance.evaluate.settings.EvaluateSettings;
import org.semblance.evaluate.settings.Role;

/**
 * Where rows have what.
 *
 * @param id not there where the place of a row is its id
 */
record EmbeddingColumns(
    NamedColumn id, NamedColumn label, RoleColumn role, NamedColumn category, NamedColumn sequence)
    implements Serializable {

  /** Of rows whose {@code keys} are of {@code types}. */
  static EmbeddingColumns of(EvaluateSettings settings, List<String> keys, List<KeyType> types) {
    ColumnSettings columns = settings.columns();
    return new EmbeddingColumns(
        NamedColumn.of(columns.id(), keys, types),
        NamedColumn.of(columns.label(), keys, types),
        role(settings, keys, types),
        NamedColumn.of(columns.category(), keys, types),
        NamedColumn.of(columns.sequence(), keys, types));
  }

  /** The same, where every row has one role. */
  EmbeddingColumns withRole(int fixed) {
    return new EmbeddingColumns(id, label, new RoleColumn.Fixed(fixed), category, sequence);
  }

  private static RoleColumn role(
      EvaluateSettings settings, List<String> keys, List<KeyType> types) {
    ColumnSettings columns = settings.columns();
    if (columns.hasFlags()) {
      return new RoleColumn.ByFlags(
          NamedColumn.of(columns.isQuery(), keys, types),
          NamedColumn.of(columns.isGallery(), keys, types));
    }
    return settings.usesSplit()
        ? new RoleColumn.BySplit(
            NamedColumn.of(columns.split(), keys, types), settings.rows().roles())
        : new RoleColumn.Fixed(Role.BOTH);
  }
}
