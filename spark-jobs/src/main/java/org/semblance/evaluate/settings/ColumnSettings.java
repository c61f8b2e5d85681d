package org.semblance.evaluate.settings;

import java.io.Serializable;
import org.semblance.config.Setting;

/**
 * The columns of the embeddings; an empty name stands for a column that is not there.
 *
 * @param id an integer or a string, unique among queries and among gallery rows
 * @param label an integer or a string
 * @param vector {@code array<float>}, {@code array<double>} or a Spark ML vector
 * @param split empty where every row is a query against all the others
 * @param isQuery a boolean column that, with {@code isGallery}, takes the place of the split
 * @param isGallery see {@code isQuery}
 * @param category metrics are also reported by this column
 * @param sequence rows of one sequence are no neighbors of each other
 */
public record ColumnSettings(
    @Setting(value = "Integer or text, tells rows apart, breaks ties.", byDefault = "image_id")
        String id,
    @Setting(value = "Integer or text.", byDefault = "label") String label,
    @Setting(value = "array<float>, array<double> or a Spark ML vector.", byDefault = "vector")
        String vector,
    @Setting(
            value = "Split of each row; \"\": every row is a query against all others.",
            byDefault = "split")
        String split,
    @Setting(
            value = "Boolean; with is-gallery it takes the place of the split.",
            byDefault = "\"\"")
        String isQuery,
    @Setting(value = "Boolean.", byDefault = "\"\"") String isGallery,
    @Setting(value = "Metrics are also reported by this column.", byDefault = "\"\"")
        String category,
    @Setting(value = "Rows of one sequence are no neighbors of each other.", byDefault = "\"\"")
        String sequence)
    implements Serializable {

  public ColumnSettings {
    requireName("id", id);
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
