package org.semblance.evaluate.settings;

import java.io.Serializable;
import org.semblance.config.Setting;
import org.semblance.config.Settings;
import org.semblance.eval.cluster.Initialization;

/**
 * k-means of the queries, compared with their classes.
 *
 * @param clusters 0 for as many as there are classes
 * @param iterations at most, at least 1
 */
public record ClusteringSettings(
    @Setting(value = "Whether it is done.", byDefault = "true") boolean enabled,
    @Setting(
            value = "Number of clusters; 0 for as many as there are classes.",
            byDefault = "0",
            atLeast = 0)
        int clusters,
    @Setting(value = "Iterations at most.", byDefault = "20", atLeast = 1) int iterations,
    @Setting(
            value = "random: different rows, by a hash; plus-plus: k-means++.",
            byDefault = "random")
        Initialization initialization)
    implements Serializable {

  public ClusteringSettings {
    Settings.check(ClusteringSettings.class, enabled, clusters, iterations, initialization);
  }
}
