package org.semblance.jobs.evaluate;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;

/** Queries and gallery where tasks can reach them, until closed. */
final class Placement implements AutoCloseable {

  private final JavaSparkContext context;
  private final SideLayout layout;
  private final Broadcast<BlockSource> queries;
  private final Broadcast<BlockSource> gallery;
  private final Broadcast<QueryIndex> index;

  /** Every row of {@code source} is a query against all the others. */
  static Placement ofSelf(JavaSparkContext context, SideLayout layout, BlockSource source) {
    Broadcast<BlockSource> both = context.broadcast(source);
    return new Placement(context, layout, both, both, layout.count());
  }

  static Placement of(
      JavaSparkContext context,
      SideLayout layout,
      BlockSource queries,
      BlockSource gallery,
      long galleryRows) {
    return new Placement(
        context, layout, context.broadcast(queries), context.broadcast(gallery), galleryRows);
  }

  private Placement(
      JavaSparkContext context,
      SideLayout layout,
      Broadcast<BlockSource> queries,
      Broadcast<BlockSource> gallery,
      long galleryRows) {
    this.context = context;
    this.layout = layout;
    this.queries = queries;
    this.gallery = gallery;
    this.index =
        context.broadcast(new QueryIndex(layout.starts(), layout.categories(), galleryRows));
  }

  boolean isSelf() {
    return queries.equals(gallery);
  }

  Broadcast<BlockSource> gallery() {
    return gallery;
  }

  Broadcast<BlockSource> queries() {
    return queries;
  }

  Broadcast<QueryIndex> index() {
    return index;
  }

  SideLayout layout() {
    return layout;
  }

  JavaSparkContext context() {
    return context;
  }

  /** All queries in ranges of at most {@code rows}, and about {@code parts} of them or more. */
  List<QueryRange> ranges(int rows, int parts) {
    int size = Math.max(1, Math.min(rows, (layout.count() + parts - 1) / parts));
    List<QueryRange> ranges = new ArrayList<>();
    for (int block = 0; block < layout.blocks(); block++) {
      int count = layout.starts()[block + 1] - layout.starts()[block];
      for (int from = 0; from < count; from += size) {
        ranges.add(new QueryRange(block, from, Math.min(count, from + size)));
      }
    }
    return ranges;
  }

  /** The numbers of the blocks of queries. */
  List<Integer> queryBlocks() {
    return IntStream.range(0, layout.blocks()).boxed().toList();
  }

  @Override
  public void close() {
    index.destroy();
    gallery.destroy();
    if (!isSelf()) {
      queries.destroy();
    }
  }
}
