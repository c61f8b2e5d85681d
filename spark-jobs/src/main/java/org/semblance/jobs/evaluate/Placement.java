package org.semblance.jobs.evaluate;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;

/** Queries and gallery where tasks can reach them, until closed. */
final class Placement implements AutoCloseable {

  private final JavaSparkContext context;
  private final Sources sources;
  private final Broadcast<BlockSource> gallery;
  private final Broadcast<BlockSource> queries;
  private final Broadcast<QueryIndex> index;

  Placement(JavaSparkContext context, Sources sources) {
    this.context = context;
    this.sources = sources;
    this.gallery = context.broadcast(sources.gallery());
    this.queries = sources.isSelf() ? gallery : context.broadcast(sources.queries());
    this.index =
        context.broadcast(
            new QueryIndex(
                layout().starts(), layout().categories(), sources.set().gallery().count()));
  }

  /** Whether every query is a row of the gallery and the other way round. */
  boolean isSelf() {
    return sources.isSelf();
  }

  /** Whether the queries are a sample. */
  boolean isSampled() {
    return sources.isSampled();
  }

  boolean isInFiles() {
    return sources.gallery() instanceof FileBlocks;
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

  /** The queries that are ranked. */
  SideLayout layout() {
    return sources.layout();
  }

  EvaluationSet set() {
    return sources.set();
  }

  TableCounts table() {
    return sources.table();
  }

  JavaSparkContext context() {
    return context;
  }

  /** All queries in ranges of at most {@code rows}, and about {@code parts} of them or more. */
  List<QueryRange> ranges(int rows, int parts) {
    int size = Math.max(1, Math.min(rows, (layout().count() + parts - 1) / parts));
    List<QueryRange> ranges = new ArrayList<>();
    for (int block = 0; block < layout().blocks(); block++) {
      int count = layout().starts()[block + 1] - layout().starts()[block];
      for (int from = 0; from < count; from += size) {
        ranges.add(new QueryRange(block, from, Math.min(count, from + size)));
      }
    }
    return ranges;
  }

  /** The numbers of the blocks of queries. */
  List<Integer> queryBlocks() {
    return IntStream.range(0, layout().blocks()).boxed().toList();
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
