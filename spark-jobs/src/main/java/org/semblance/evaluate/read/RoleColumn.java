package org.semblance.evaluate.read;

import java.io.Serializable;
import java.util.Map;
import org.apache.spark.sql.catalyst.InternalRow;
import org.semblance.evaluate.settings.Role;

/** Tells the {@link Role} of a row. */
sealed interface RoleColumn extends Serializable {

  int of(InternalRow row);

  /** Every row is a query against all others. */
  record Everything() implements RoleColumn {
    @Override
    public int of(InternalRow row) {
      return Role.BOTH;
    }
  }

  /**
   * By the name of its split, in any case.
   *
   * @param roles by name in lower case; none for all other names
   */
  record BySplit(KeyColumn split, Map<String, Integer> roles) implements RoleColumn {
    @Override
    public int of(InternalRow row) {
      return split.isNull(row)
          ? Role.NONE
          : roles.getOrDefault(split.text(row).toLowerCase().toString(), Role.NONE);
    }
  }

  /** By two columns of booleans, of which null is false. */
  record ByFlags(int isQuery, int isGallery) implements RoleColumn {
    @Override
    public int of(InternalRow row) {
      return (isSet(row, isQuery) ? Role.QUERY : Role.NONE)
          | (isSet(row, isGallery) ? Role.GALLERY : Role.NONE);
    }

    private static boolean isSet(InternalRow row, int ordinal) {
      return !row.isNullAt(ordinal) && row.getBoolean(ordinal);
    }
  }
}
