package org.semblance.evaluate.exact;

import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.apache.spark.api.java.function.Function2;
import org.semblance.math.RankKey;

/** The nearest of what two parts of the gallery have for each query of a block. */
public record MergeLists(int wanted) implements Function2<long[][], long[][], long[][]> {

  @Override
  public long[][] call(long[][] some, long[][] others) {
    return IntStream.range(0, some.length)
        .mapToObj(row -> merged(some[row], others[row]))
        .toArray(long[][]::new);
  }

  private long[] merged(long[] some, long[] others) {
    return RankKey.nearest(
        LongStream.concat(LongStream.of(some), LongStream.of(others)).toArray(), wanted);
  }
}
