package org.semblance.batch;

import java.util.Arrays;
import org.semblance.math.Seeds;
import org.semblance.math.Seeds.Use;

/** The rules that choose the representative of a class for a round. All break ties by image id. */
final class RepresentativeChoice {

  private RepresentativeChoice() {}

  /**
   * Each image once per {@code n} rounds, in an order drawn anew for each such cycle; never the
   * same image in two rounds in turn.
   *
   * @param images of the class, ascending, at least 2
   */
  static long randomCycle(long[] images, long seed, int classId, int round) {
    if (images.length == 2) {
      return cycle(images, seed, classId, 0)[round % 2];
    }
    int number = round / images.length;
    int position = round % images.length;
    long[] order = cycle(images, seed, classId, number);
    if (number > 0 && position < 2) {
      long[] before = cycle(images, seed, classId, number - 1);
      if (order[0] == before[before.length - 1]) {
        return order[1 - position];
      }
    }
    return order[position];
  }

  private static long[] cycle(long[] images, long seed, int classId, int number) {
    return Seeds.permuted(images, Seeds.key(seed, Use.REPRESENTATIVE, classId, number));
  }

  /** The images that the next representative is chosen from: a random few, not the current one. */
  static long[] pool(long[] images, long current, int size, long key) {
    long[] others = Arrays.stream(images).filter(image -> image != current).toArray();
    return Arrays.copyOf(Seeds.permuted(others, key), Math.min(size, others.length));
  }

  /** Greedy k-center: the candidate farthest from the nearest of the {@code used} images. */
  static long farthest(long[] candidates, long[] used, ImageEmbeddings embeddings) {
    long chosen = candidates[0];
    double largest = Double.NEGATIVE_INFINITY;
    for (long candidate : candidates) {
      double nearest = Double.POSITIVE_INFINITY;
      for (long former : used) {
        nearest =
            Math.min(
                nearest, squaredDistance(embeddings.of(candidate), doubles(embeddings.of(former))));
      }
      if (nearest > largest || (nearest == largest && candidate < chosen)) {
        largest = nearest;
        chosen = candidate;
      }
    }
    return chosen;
  }

  /** The image nearest to the mean of {@code images} that is not among the {@code used} ones. */
  static long medoid(long[] images, long[] used, ImageEmbeddings embeddings) {
    double[] mean = mean(images, embeddings);
    long chosen = images[0];
    double smallest = Double.POSITIVE_INFINITY;
    for (long image : images) {
      double distance = squaredDistance(embeddings.of(image), mean);
      if (distance < smallest && Arrays.stream(used).noneMatch(former -> former == image)) {
        smallest = distance;
        chosen = image;
      }
    }
    return chosen;
  }

  private static double[] mean(long[] images, ImageEmbeddings embeddings) {
    double[] mean = new double[embeddings.of(images[0]).length];
    for (long image : images) {
      float[] vector = embeddings.of(image);
      for (int i = 0; i < mean.length; i++) {
        mean[i] += vector[i] / (double) images.length;
      }
    }
    return mean;
  }

  private static double squaredDistance(float[] vector, double[] other) {
    double sum = 0;
    for (int i = 0; i < vector.length; i++) {
      double difference = vector[i] - other[i];
      sum += difference * difference;
    }
    return sum;
  }

  private static double[] doubles(float[] vector) {
    double[] result = new double[vector.length];
    for (int i = 0; i < vector.length; i++) {
      result[i] = vector[i];
    }
    return result;
  }
}
