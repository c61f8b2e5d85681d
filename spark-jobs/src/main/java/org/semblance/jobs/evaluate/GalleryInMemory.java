package org.semblance.jobs.evaluate;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.semblance.metric.LabeledRows;

/** Queries and gallery broadcast to all executors, where they stay until closed. */
final class GalleryInMemory implements AutoCloseable {

  private final JavaSparkContext context;
  private final Side querySide;
  private final Broadcast<BroadcastBlocks> gallery;
  private final Broadcast<BroadcastBlocks> queries;
  private final Broadcast<QueryIndex> index;

  GalleryInMemory(JavaSparkContext context, Side querySide, Side gallerySide) {
    this.context = context;
    this.querySide = querySide;
    this.gallery = context.broadcast(new BroadcastBlocks(gallerySide.blocks()));
    this.queries =
        querySide.isSame(gallerySide)
            ? gallery
            : context.broadcast(new BroadcastBlocks(querySide.blocks()));
    this.index =
        context.broadcast(
            new QueryIndex(querySide.starts(), querySide.categories(), gallerySide.count()));
  }

  Broadcast<BroadcastBlocks> gallery() {
    return gallery;
  }

  Broadcast<BroadcastBlocks> queries() {
    return queries;
  }

  Broadcast<QueryIndex> index() {
    return index;
  }

  JavaSparkContext context() {
    return context;
  }

  /** All queries in ranges of at most {@code rows}, and at least {@code parts} of them. */
  List<QueryRange> ranges(int rows, int parts) {
    int size = Math.max(1, Math.min(rows, (querySide.count() + parts - 1) / parts));
    List<QueryRange> ranges = new ArrayList<>();
    for (int block = 0; block < querySide.blocks().size(); block++) {
      LabeledRows all = querySide.blocks().get(block);
      for (int from = 0; from < all.count(); from += size) {
        ranges.add(new QueryRange(block, from, Math.min(all.count(), from + size)));
      }
    }
    return ranges;
  }

  /** The numbers of the blocks of queries. */
  List<Integer> queryBlocks() {
    return IntStream.range(0, querySide.blocks().size()).boxed().toList();
  }

  @Override
  public void close() {
    index.destroy();
    gallery.destroy();
    if (!queries.equals(gallery)) {
      queries.destroy();
    }
  }
}
