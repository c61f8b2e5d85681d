package org.semblance.evaluate.read;

import java.io.Serializable;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.semblance.evaluate.input.Key;
import org.semblance.evaluate.input.KeyType;
import org.semblance.evaluate.input.RowCursor;

/**
 * A column of ids, labels or other names.
 *
 * @param place among the keys of a row; negative for a column that is not there
 */
record NamedColumn(String name, int place, KeyType type) implements Serializable {

  /** The column called {@code name} among {@code keys}, whose types are {@code types}. */
  static NamedColumn of(String name, List<String> keys, List<KeyType> types) {
    int place = keys.indexOf(name);
    return new NamedColumn(name, place, place < 0 ? KeyType.NOTHING : types.get(place));
  }

  boolean isPresent() {
    return place >= 0;
  }

  @Nullable Object value(RowCursor row) {
    return row.value(place);
  }

  /** What the row has there; empty for null. */
  Optional<Key> key(RowCursor row) {
    return Optional.ofNullable(value(row)).map(type::key);
  }
}
