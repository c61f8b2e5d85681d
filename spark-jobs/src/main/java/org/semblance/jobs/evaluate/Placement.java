package org.semblance.jobs.evaluate;

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
    this.index = context.broadcast(QueryIndex.of(layout(), sources.set()));
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
    return layout().ranges(rows, parts);
  }

  /** The numbers of the blocks of queries. */
  List<Integer> queryBlocks() {
    return IntStream.range(0, layout().blocks()).boxed().toList();
  }

  /** The numbers of the blocks of the gallery. */
  List<Integer> galleryBlocks() {
    return IntStream.range(0, sources.gallery().blocks()).boxed().toList();
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
