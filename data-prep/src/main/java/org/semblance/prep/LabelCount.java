package org.semblance.prep;

import java.io.Serializable;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.function.PairFunction;
import org.jspecify.annotations.Nullable;
import org.semblance.source.SourceImage;
import org.semblance.table.Split;
import scala.Tuple2;

/** How many images a class has in a split; the split is null where nothing says it. */
record LabelCount(String label, @Nullable Split split, long images) implements Serializable {

  /** A class in a split. */
  record Key(String label, @Nullable Split split) implements Serializable {

    static Key of(SourceImage image) {
      return new Key(image.label(), image.split());
    }
  }

  /** Counts on the executors; the driver sees one row for each class and split. */
  static List<LabelCount> of(JavaRDD<Candidate> rows) {
    PairFunction<Candidate, Key, Long> one = row -> new Tuple2<>(Key.of(row.image()), 1L);
    return rows.filter(Candidate::isUsable)
        .mapToPair(one)
        .reduceByKey(Long::sum)
        .map(count -> new LabelCount(count._1().label(), count._1().split(), count._2()))
        .collect();
  }
}
