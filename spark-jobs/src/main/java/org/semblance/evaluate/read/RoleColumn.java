package org.semblance.evaluate.read;

import java.io.Serializable;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.semblance.evaluate.input.RowCursor;
import org.semblance.evaluate.settings.Role;
import org.semblance.source.SplitNames;
import org.semblance.table.Split;

/** Tells the {@link Role} of a row. */
sealed interface RoleColumn extends Serializable {

  int of(RowCursor row);

  /** Why the role of a row cannot be told, or empty. */
  default String fault(RowCursor row) {
    return "";
  }

  /** Every row has the same. */
  record Fixed(int role) implements RoleColumn {
    @Override
    public int of(RowCursor row) {
      return role;
    }
  }

  /** By the name of its split, spelled as in CSV files; none for all other names. */
  record BySplit(NamedColumn split, Map<Split, Integer> roles) implements RoleColumn {
    @Override
    public int of(RowCursor row) {
      return split
          .key(row)
          .map(key -> SplitNames.find(key.text().strip()))
          .map(name -> roles.getOrDefault(name, Role.NONE))
          .orElse(Role.NONE);
    }
  }

  /** By two columns of flags, of which null is false. */
  record ByFlags(NamedColumn isQuery, NamedColumn isGallery) implements RoleColumn {

    private static final Set<String> TRUE = Set.of("true", "1", "1.0");
    private static final Set<String> FALSE = Set.of("false", "0", "0.0", "");

    @Override
    public int of(RowCursor row) {
      return (TRUE.contains(text(isQuery, row)) ? Role.QUERY : Role.NONE)
          | (TRUE.contains(text(isGallery, row)) ? Role.GALLERY : Role.NONE);
    }

    @Override
    public String fault(RowCursor row) {
      return Stream.of(isQuery, isGallery)
          .filter(flag -> !TRUE.contains(text(flag, row)) && !FALSE.contains(text(flag, row)))
          .map(flag -> "%s is %s, neither true nor false".formatted(flag.name(), text(flag, row)))
          .findFirst()
          .orElse("");
    }

    private static String text(NamedColumn flag, RowCursor row) {
      return flag.key(row).map(key -> key.text().strip().toLowerCase(Locale.ROOT)).orElse("");
    }
  }
}
