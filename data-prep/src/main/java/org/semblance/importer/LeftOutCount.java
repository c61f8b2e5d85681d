package org.semblance.importer;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.function.PairFunction;
import org.semblance.source.LeftOut;
import scala.Tuple2;

/**
 * How many entries were left out for the same reason.
 *
 * @param examples the first few names
 */
public record LeftOutCount(String why, long count, List<String> examples) implements Serializable {

  private static final int EXAMPLES = 5;

  static List<LeftOutCount> of(List<LeftOut> entries) {
    Map<String, LeftOutCount> counts = new TreeMap<>();
    entries.forEach(entry -> counts.merge(entry.why(), of(entry), LeftOutCount::and));
    return List.copyOf(counts.values());
  }

  static List<LeftOutCount> of(JavaRDD<LeftOut> entries) {
    PairFunction<LeftOut, String, LeftOutCount> byReason =
        entry -> new Tuple2<>(entry.why(), of(entry));
    return entries
        .mapToPair(byReason)
        .reduceByKey(LeftOutCount::and)
        .sortByKey()
        .values()
        .collect();
  }

  private static LeftOutCount of(LeftOut entry) {
    return new LeftOutCount(entry.why(), 1, List.of(entry.name()));
  }

  LeftOutCount and(LeftOutCount other) {
    List<String> names = new ArrayList<>(examples);
    other.examples().stream().limit(EXAMPLES - examples.size()).forEach(names::add);
    return new LeftOutCount(why, count + other.count(), List.copyOf(names));
  }
}
