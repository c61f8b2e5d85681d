package org.semblance.evaluate.blocks;

import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.semblance.evaluate.read.TableCounts;

/** Queries and gallery where tasks can reach them, until closed. */
public final class Placement implements AutoCloseable {

  private final JavaSparkContext context;
  private final BlockedTable sources;
  private final Broadcast<BlockSource> gallery;
  private final Broadcast<BlockSource> queries;
  private final Broadcast<QueryIndex> index;

  public Placement(JavaSparkContext context, BlockedTable sources) {
    this.context = context;
    this.sources = sources;
    this.gallery = context.broadcast(sources.gallery());
    this.queries = sources.isSelf() ? gallery : context.broadcast(sources.queries());
    this.index = context.broadcast(QueryIndex.of(layout(), sources.set()));
  }

  /** Whether every query is a row of the gallery and the other way round. */
  public boolean isSelf() {
    return sources.isSelf();
  }

  /** Whether the queries are a sample. */
  public boolean isSampled() {
    return sources.isSampled();
  }

  public boolean isInFiles() {
    return sources.gallery() instanceof FileBlocks;
  }

  public Broadcast<BlockSource> gallery() {
    return gallery;
  }

  public Broadcast<BlockSource> queries() {
    return queries;
  }

  public Broadcast<QueryIndex> index() {
    return index;
  }

  /** The queries that are ranked. */
  public SideLayout layout() {
    return sources.layout();
  }

  public EvaluationSet set() {
    return sources.set();
  }

  public TableCounts table() {
    return sources.table();
  }

  public JavaSparkContext context() {
    return context;
  }

  /** All queries in ranges of at most {@code rows}, and about {@code parts} of them or more. */
  public List<QueryRange> ranges(int rows, int parts) {
    return layout().ranges(rows, parts);
  }

  /** The numbers of the blocks of queries. */
  public List<Integer> queryBlocks() {
    return IntStream.range(0, layout().blocks()).boxed().toList();
  }

  /** The numbers of the blocks of the gallery. */
  public List<Integer> galleryBlocks() {
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
