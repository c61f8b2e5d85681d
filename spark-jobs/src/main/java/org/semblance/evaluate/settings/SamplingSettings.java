package org.semblance.evaluate.settings;

import java.io.Serializable;
import org.semblance.config.Setting;
import org.semblance.config.Settings;

/**
 * Measuring a sample of the queries against the whole gallery.
 *
 * @param fromRows galleries of at least this many rows are sampled; 0 for never
 * @param queries how many queries are drawn, at least 1
 */
public record SamplingSettings(
    @Setting(
            value = "Galleries this large are searched for a sample of queries; 0 for never.",
            byDefault = "10000000",
            atLeast = 0,
            unit = "rows")
        long fromRows,
    @Setting(
            value = "Queries drawn by a hash.",
            byDefault = "100000",
            atLeast = 1,
            unit = "queries")
        int queries)
    implements Serializable {

  public SamplingSettings {
    Settings.check(SamplingSettings.class, fromRows, queries);
  }

  /** Whether {@code galleryRows} are too many to search for every one of {@code allQueries}. */
  public boolean applies(long galleryRows, long allQueries) {
    return fromRows > 0 && galleryRows >= fromRows && allQueries > queries;
  }
}
