package org.semblance.evaluate.blocks;

import java.util.Arrays;
import org.semblance.eval.search.LabeledRows;
import org.semblance.evaluate.read.EmbeddingRows;
import org.semblance.evaluate.read.LabelIndex;
import org.semblance.evaluate.read.RowIds;
import org.semblance.evaluate.settings.Role;
import org.semblance.fault.SemblanceException;

/**
 * What is measured, all but the vectors: queries and gallery in order.
 *
 * @param queries equal to the gallery where every row is a query against all the others
 * @param galleryIds by tie rank
 * @param galleryClasses by tie rank
 */
public record EvaluationSet(
    SideLayout queries,
    SideLayout gallery,
    RowIds galleryIds,
    int[] galleryClasses,
    LabelIndex labels,
    LabelIndex categories) {

  public boolean isSelf() {
    return queries.isSame(gallery);
  }

  /** Orders and cuts the rows of all chunks. */
  public static EvaluationSet of(EmbeddingRows rows, int blockRows) {
    int[] gallery = rows.withRole(Role::isGallery);
    int[] queries = rows.withRole(Role::isQuery);
    if (gallery.length == 0 || queries.length == 0) {
      throw SemblanceException.data(
          "the embeddings have %d query rows and %d gallery rows where both must have some: check evaluate.rows and evaluate.columns.split"
              .formatted(queries.length, gallery.length));
    }
    return new Builder(rows, blockRows).build(queries, gallery);
  }

  private static final class Builder {
    private final int blockRows;
    private final LabelIndex labelNames;
    private final LabelIndex categoryNames;
    private final RowIds ids;
    private final int[] labels;
    private final int[] categories;
    private final int[] sequences;

    Builder(EmbeddingRows rows, int blockRows) {
      this.blockRows = blockRows;
      this.labelNames = rows.labelNames();
      this.categoryNames = rows.categoryNames();
      this.ids = rows.ids();
      this.labels = rows.labels(labelNames);
      this.categories = rows.categories(categoryNames);
      this.sequences = rows.sequences(rows.sequenceNames());
    }

    EvaluationSet build(int[] queryRows, int[] galleryRows) {
      RowIds galleryIds = uniqueIds(galleryRows, "gallery");
      int[] galleryClasses = new int[galleryRows.length];
      for (int row : galleryRows) {
        galleryClasses[galleryIds.placeOf(ids, row)] = labels[row];
      }
      SideLayout gallery = side(galleryRows, galleryIds, galleryIds);
      SideLayout queries = gallery;
      if (!Arrays.equals(queryRows, galleryRows)) {
        checkLabels(queryRows, galleryIds, galleryClasses);
        queries = side(queryRows, uniqueIds(queryRows, "queries"), galleryIds);
      }
      return new EvaluationSet(
          queries, gallery, galleryIds, galleryClasses, labelNames, categoryNames);
    }

    private RowIds uniqueIds(int[] side, String name) {
      RowIds sorted = ids.pick(side).sorted();
      for (int i = 1; i < sorted.count(); i++) {
        if (sorted.get(i).equals(sorted.get(i - 1))) {
          throw SemblanceException.data(
              "id %s occurs twice in the %s: ids must tell rows apart"
                  .formatted(sorted.get(i), name));
        }
      }
      return sorted;
    }

    private void checkLabels(int[] queryRows, RowIds galleryIds, int[] galleryClasses) {
      for (int row : queryRows) {
        int place = galleryIds.placeOf(ids, row);
        if (place >= 0 && galleryClasses[place] != labels[row]) {
          throw SemblanceException.data(
              "row %s is labeled %s as a query but %s in the gallery: one id must have one label"
                  .formatted(
                      ids.get(row),
                      labelNames.name(labels[row]),
                      labelNames.name(galleryClasses[place])));
        }
      }
    }

    /** Rows by class, then by id: a stable counting sort by class of the rows in order of id. */
    private SideLayout side(int[] side, RowIds sortedIds, RowIds galleryIds) {
      int[] byId = new int[side.length];
      for (int row : side) {
        byId[sortedIds.placeOf(ids, row)] = row;
      }
      int[] next = new int[labelNames.count() + 1];
      for (int row : side) {
        next[labels[row] + 1]++;
      }
      for (int label = 0; label < labelNames.count(); label++) {
        next[label + 1] += next[label];
      }
      int[] order = new int[side.length];
      int[] ranks = new int[side.length];
      for (int rank = 0; rank < byId.length; rank++) {
        int place = next[labels[byId[rank]]]++;
        order[place] = byId[rank];
        ranks[place] = rank;
      }
      // Each count now is where its class ends.
      int[] starts = BlockCuts.starts(next, labelNames.count(), blockRows);
      int[] ties = new int[order.length];
      for (int i = 0; i < order.length; i++) {
        ties[i] = Math.max(LabeledRows.OUTSIDE, galleryIds.placeOf(ids, order[i]));
      }
      return new SideLayout(
          order,
          starts,
          picked(labels, order),
          ties,
          ranks,
          picked(sequences, order),
          ids.pick(order),
          picked(categories, order));
    }

    private static int[] picked(int[] values, int[] rows) {
      return values.length == 0 ? values : Arrays.stream(rows).map(row -> values[row]).toArray();
    }
  }
}
