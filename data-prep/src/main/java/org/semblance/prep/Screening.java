package org.semblance.prep;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.api.java.function.Function;
import org.jspecify.annotations.Nullable;
import org.semblance.source.Box;
import org.semblance.source.SourceImage;
import org.semblance.table.RejectReason;

/** Finds the rows that need no reading: without a class, without a path, the same once more. */
final class Screening {

  /** What makes two rows the same: a picture may hold several boxes. */
  private record Meant(String location, @Nullable Box box) implements Serializable {}

  /** Marks rows that name nothing. */
  private record Complete() implements Function<Candidate, Candidate> {

    @Override
    public Candidate call(Candidate candidate) {
      SourceImage image = candidate.image();
      if (image.location().isEmpty()) {
        return candidate.with(image.withProblem(RejectReason.MISSING, "the row names no path"));
      }
      return image.label().isEmpty()
          ? candidate.with(image.withProblem(RejectReason.UNLABELED, "the row names no class"))
          : candidate;
    }
  }

  /** Marks all but the first of the rows that mean the same. */
  private record Once() implements FlatMapFunction<Iterable<Candidate>, Candidate> {

    @Override
    public Iterator<Candidate> call(Iterable<Candidate> same) {
      return once(same).iterator();
    }
  }

  private Screening() {}

  /** The rows, with their problems, in no order. */
  static JavaRDD<Candidate> of(JavaRDD<Candidate> rows) {
    JavaRDD<Candidate> complete = rows.map(new Complete());
    JavaRDD<Candidate> unique =
        complete
            .filter(Candidate::isUsable)
            .keyBy(row -> new Meant(row.image().location(), row.image().box()))
            .groupByKey()
            .values()
            .flatMap(new Once());
    return complete.filter(row -> !row.isUsable()).union(unique);
  }

  /** Rows whose bytes came with them mean what they hold, whatever they are called. */
  static JavaRDD<Candidate> ofCarried(JavaRDD<Candidate> rows) {
    return rows.map(new Complete());
  }

  private static List<Candidate> once(Iterable<Candidate> same) {
    List<Candidate> rows = new ArrayList<>();
    same.forEach(rows::add);
    rows.sort(Comparator.comparingLong(Candidate::row));
    Candidate first = rows.get(0);
    for (int i = 1; i < rows.size(); i++) {
      SourceImage image = rows.get(i).image();
      rows.set(
          i,
          rows.get(i).with(image.withProblem(RejectReason.DUPLICATE_PATH, repeated(image, first))));
    }
    return rows;
  }

  private static String repeated(SourceImage image, Candidate earlier) {
    String label =
        image.label().equals(earlier.image().label())
            ? "the same label"
            : "the label " + earlier.image().label();
    return "row " + (earlier.row() + 1) + " has the same path and " + label;
  }
}
