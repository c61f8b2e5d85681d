package org.semblance.evaluate.graph;

import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.storage.StorageLevel;
import org.semblance.eval.metric.RankLimits;
import org.semblance.eval.metric.RetrievalOptions;
import org.semblance.evaluate.blocks.BlockSource;
import org.semblance.evaluate.blocks.GalleryClasses;
import org.semblance.evaluate.blocks.Placement;
import org.semblance.evaluate.blocks.QueryIndex;
import org.semblance.evaluate.blocks.SampledRows;
import org.semblance.evaluate.blocks.SideLayout;
import org.semblance.evaluate.exact.FindNeighbors;
import org.semblance.evaluate.exact.MergeLists;
import org.semblance.evaluate.exact.NeighborLists;
import org.semblance.evaluate.exact.QueryScores;
import org.semblance.evaluate.exact.Search;
import org.semblance.evaluate.settings.EvaluateSettings;
import org.semblance.evaluate.settings.SearchSettings;
import org.semblance.fault.SemblanceException;
import org.semblance.math.Seeds;

/**
 * Searches a graph over each block of the gallery for every query and keeps the nearest of what was
 * found; some queries are searched exactly too. Holds the lists until closed.
 */
public final class GraphSearch implements Search {

  private static final int DEEPEST_LISTS = 5000;

  private final Placement placement;
  private final EvaluateSettings settings;
  private final SearchSettings.Hnsw graph;
  private final int tasks;
  private final int wanted;
  private final Broadcast<GalleryClasses> classes;
  private final JavaPairRDD<Integer, long[][]> lists;

  public GraphSearch(
      Placement placement, EvaluateSettings settings, SearchSettings.Hnsw graph, int tasks) {
    this.placement = placement;
    this.settings = settings;
    this.graph = graph;
    this.tasks = tasks;
    GalleryClasses gallery =
        GalleryClasses.of(placement.set().galleryClasses(), placement.set().labels().count());
    this.wanted = depth(gallery);
    this.classes = placement.context().broadcast(gallery);
    List<Integer> blocks = placement.galleryBlocks();
    this.lists =
        placement
            .context()
            .parallelize(blocks, blocks.size())
            .flatMapToPair(
                new SearchGraph(
                    placement.queries(),
                    placement.gallery(),
                    graph.graph(),
                    wanted,
                    settings.seed()))
            .reduceByKey(new MergeLists(wanted), Math.min(tasks, placement.layout().blocks()))
            .persist(StorageLevel.MEMORY_AND_DISK());
  }

  /** The deepest rank that any metric of any query looks at. */
  private int depth(GalleryClasses gallery) {
    RetrievalOptions options = settings.retrieval();
    RankLimits limits = RankLimits.of(options);
    int relevant = Arrays.stream(placement.layout().classes()).map(gallery::size).max().orElse(0);
    int depth =
        Math.max(
            Math.max(limits.first(), Math.max(limits.every(), relevant + 1)), settings.neighbors());
    if (depth > DEEPEST_LISTS) {
      throw SemblanceException.usage(
          "evaluate.search hnsw would need lists of %d rows per query (largest class, recall-at, metrics, neighbors), more than %d: set evaluate.search.type to exact"
              .formatted(depth, DEEPEST_LISTS));
    }
    return depth;
  }

  @Override
  public Map<String, String> definitions() {
    return Map.of(
        "search",
        "approximate: hnsw, m %d, ef-construction %d, ef %d, %d graphs; search-recall tells how much of the nearest it finds"
            .formatted(
                graph.m(),
                graph.efConstruction(),
                graph.graph().efFor(wanted),
                placement.gallery().value().blocks()));
  }

  @Override
  public QueryScores rank() {
    QueryScores scores = new QueryScores(settings.retrieval(), settings.worstQueries());
    lists
        .map(
            new ScoreLists(
                placement.queries(),
                placement.index(),
                classes,
                settings.retrieval(),
                settings.worstQueries()))
        .collect()
        .forEach(scores::merge);
    return scores;
  }

  @Override
  public JavaRDD<NeighborLists> neighbors() {
    return neighbors(settings.neighbors());
  }

  private JavaRDD<NeighborLists> neighbors(int most) {
    return lists.map(new ListNeighbors(placement.queries(), placement.index(), most));
  }

  /** {@code search-recall@K}: of the K nearest rows, the share that was found; R as in map@r. */
  @Override
  public Map<String, Double> quality() {
    SampledRows all = new SampledRows(placement.layout(), placement.queries().value());
    int[] places = all.draw(graph.checkedQueries(), settings.seed(), Seeds.Use.CHECKED_QUERIES);
    Map<Integer, long[]> exact = exact(all, places);
    Map<Integer, long[]> found =
        neighbors(wanted).flatMapToPair(new PickQueries(places)).collectAsMap();
    Map<String, Double> quality = new LinkedHashMap<>();
    for (int k : settings.recallAt()) {
      quality.put(name(Integer.toString(k)), SearchRecall.mean(exact, found, row -> k));
    }
    GalleryClasses sizes = classes.value();
    int[] labels = placement.layout().classes();
    int[] ties = placement.layout().ties();
    quality.put(
        name("r"), SearchRecall.mean(exact, found, row -> sizes.relevant(labels[row], ties[row])));
    return quality;
  }

  @Override
  public Map<String, String> meanings() {
    Map<String, String> meanings = new LinkedHashMap<>();
    Stream.concat(settings.recallAt().stream().map(String::valueOf), Stream.of("r"))
        .forEach(
            depth ->
                meanings.put(
                    name(depth),
                    "share of the %s nearest that the approximate search has found"
                        .formatted(depth.toUpperCase(Locale.ROOT))));
    return meanings;
  }

  private static String name(String depth) {
    return "search-recall@" + depth;
  }

  private Map<Integer, long[]> exact(SampledRows all, int[] places) {
    SideLayout layout = placement.layout().pick(places);
    Broadcast<BlockSource> sample = placement.context().broadcast(all.at(places));
    Broadcast<QueryIndex> index =
        placement.context().broadcast(QueryIndex.of(layout, placement.set()));
    try {
      Map<Integer, long[]> exact = new HashMap<>();
      new FindNeighbors(sample, placement.gallery(), index, wanted)
          .over(layout, placement.context(), tasks)
          .collect()
          .forEach(
              found -> {
                for (int i = 0; i < found.count(); i++) {
                  exact.put(places[found.firstRow() + i], found.keys()[i]);
                }
              });
      return exact;
    } finally {
      index.destroy();
      sample.destroy();
    }
  }

  @Override
  public void close() {
    lists.unpersist();
    classes.destroy();
  }
}
