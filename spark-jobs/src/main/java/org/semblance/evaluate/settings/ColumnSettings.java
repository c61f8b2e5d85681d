package org.semblance.evaluate.settings;

import java.io.Serializable;
import org.semblance.config.Setting;

/**
 * The columns of the embeddings; an empty name stands for a column that is not there, and {@value
 * #AUTO} for one that is told by its name or type.
 *
 * @param id integers or texts, unique among queries and among gallery rows; empty: the place of a
 *     row in the table
 * @param label integers or texts
 * @param vector lists of numbers or Spark ML vectors
 * @param split empty where every row is a query against all the others
 * @param isQuery a column of flags that, with {@code isGallery}, takes the place of the split
 * @param isGallery see {@code isQuery}
 * @param category metrics are also reported by this column
 * @param sequence rows of one sequence are no neighbors of each other
 */
public record ColumnSettings(
    @Setting(
            value =
                "Integer or text, tells rows apart, breaks ties; auto: image_id or id, else the "
                    + "place of the row, as with \"\".",
            byDefault = AUTO)
        String id,
    @Setting(value = "Integer or text; auto: label, or a column called like one.", byDefault = AUTO)
        String label,
    @Setting(
            value =
                "Lists of numbers or Spark ML vectors; auto: the only such column, or the one "
                    + "called vector or embedding.",
            byDefault = AUTO)
        String vector,
    @Setting(
            value =
                "Split of each row; \"\": every row is a query against all others; auto: split, if "
                    + "there is such a column.",
            byDefault = AUTO)
        String split,
    @Setting(
            value = "Boolean or 0 and 1; with is-gallery it takes the place of the split.",
            byDefault = "\"\"")
        String isQuery,
    @Setting(value = "Boolean or 0 and 1.", byDefault = "\"\"") String isGallery,
    @Setting(value = "Metrics are also reported by this column.", byDefault = "\"\"")
        String category,
    @Setting(value = "Rows of one sequence are no neighbors of each other.", byDefault = "\"\"")
        String sequence)
    implements Serializable {

  /** The column that the table itself suggests. */
  public static final String AUTO = "auto";

  public ColumnSettings {
    requireName("label", label);
    requireName("vector", vector);
    if (isQuery.isEmpty() != isGallery.isEmpty()) {
      throw new IllegalArgumentException(
          "is-query and is-gallery must be named both or neither, got '%s' and '%s'"
              .formatted(isQuery, isGallery));
    }
  }

  private static void requireName(String key, String name) {
    if (name.isEmpty()) {
      throw new IllegalArgumentException(key + " must be the name of a column, got ''");
    }
  }

  /** Whether {@code isQuery} and {@code isGallery} are named. */
  public boolean hasFlags() {
    return !isQuery.isEmpty();
  }
}
