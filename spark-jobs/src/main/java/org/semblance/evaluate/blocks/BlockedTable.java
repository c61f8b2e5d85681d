package org.semblance.evaluate.blocks;

import org.semblance.evaluate.read.TableCounts;
import org.semblance.evaluate.settings.SamplingSettings;
import org.semblance.math.Seeds;

/**
 * A table in blocks.
 *
 * @param set all rows of it
 * @param layout the queries that are ranked: all of the set, or a sample
 * @param queries the same object as {@code gallery} where every row is a query against the others
 */
public record BlockedTable(
    TableCounts table,
    EvaluationSet set,
    SideLayout layout,
    BlockSource queries,
    BlockSource gallery) {

  @SuppressWarnings("ReferenceEquality")
  boolean isSelf() {
    return queries == gallery;
  }

  boolean isSampled() {
    return layout.count() < set.queries().count();
  }

  /** With a sample of the queries where the settings ask for one. */
  public BlockedTable sampled(SamplingSettings sampling, long seed) {
    if (!sampling.applies(set.gallery().count(), layout.count())) {
      return this;
    }
    SampledRows rows = new SampledRows(layout, queries);
    int[] places = rows.draw(sampling.queries(), seed, Seeds.Use.SAMPLED_QUERIES);
    return new BlockedTable(table, set, layout.pick(places), rows.at(places), gallery);
  }
}
