package org.semblance.evaluate.settings;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.io.Serializable;
import org.semblance.config.Setting;
import org.semblance.config.Settings;
import org.semblance.config.Summary;
import org.semblance.eval.search.GraphSettings;

/** How the gallery is searched: {@code evaluate.search}. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(value = SearchSettings.Exact.class, name = "exact"),
  @JsonSubTypes.Type(value = SearchSettings.Hnsw.class, name = "hnsw")
})
public sealed interface SearchSettings extends Serializable {

  /** Every query against every row. */
  @Summary("Every row is compared.")
  record Exact() implements SearchSettings {}

  /**
   * Approximately, by a graph over each block of the gallery.
   *
   * @param checkedQueries queries that are searched exactly too, to say how much was found
   */
  @Summary("Graphs over blocks of the gallery find most of the nearest.")
  record Hnsw(
      @Setting(value = "Links of a row to others.", byDefault = "16", atLeast = 2, atMost = 100)
          int m,
      @Setting(
              value = "Rows kept in view while a row is linked, at least m.",
              byDefault = "200",
              atLeast = 2,
              unit = "rows")
          int efConstruction,
      @Setting(
              value =
                  "Rows kept in view while a query is answered; as many as are wanted if "
                      + "that is more.",
              byDefault = "200",
              atLeast = 1,
              unit = "rows")
          int ef,
      @Setting(
              value =
                  "Queries also searched exactly, to report what share of the nearest was "
                      + "found.",
              byDefault = "1000",
              atLeast = 1,
              unit = "queries")
          int checkedQueries)
      implements SearchSettings {

    public Hnsw {
      Settings.check(Hnsw.class, m, efConstruction, ef, checkedQueries);
      new GraphSettings(m, efConstruction, ef);
    }

    public GraphSettings graph() {
      return new GraphSettings(m, efConstruction, ef);
    }
  }
}
