package org.semblance.evaluate.settings;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.io.Serializable;
import org.semblance.eval.search.GraphSettings;

/** How the gallery is searched: {@code evaluate.search}. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(value = SearchSettings.Exact.class, name = "exact"),
  @JsonSubTypes.Type(value = SearchSettings.Hnsw.class, name = "hnsw")
})
public sealed interface SearchSettings extends Serializable {

  /** Every query against every row. */
  record Exact() implements SearchSettings {}

  /**
   * Approximately, by a graph over each block of the gallery.
   *
   * @param checkedQueries queries that are searched exactly too, to say how much was found
   */
  record Hnsw(int m, int efConstruction, int ef, int checkedQueries) implements SearchSettings {

    public Hnsw {
      new GraphSettings(m, efConstruction, ef);
      if (checkedQueries < 1) {
        throw new IllegalArgumentException(
            "checked-queries must be at least 1, got " + checkedQueries);
      }
    }

    public GraphSettings graph() {
      return new GraphSettings(m, efConstruction, ef);
    }
  }
}
