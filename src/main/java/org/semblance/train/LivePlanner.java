package org.semblance.train;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.semblance.batch.ApfsCursor;
import org.semblance.batch.ApfsPlanner;
import org.semblance.batch.ClassMining;
import org.semblance.batch.ClassNeighbors;
import org.semblance.batch.ImageEmbeddings;
import org.semblance.batch.ImagesByClass;
import org.semblance.batch.NearestClasses;
import org.semblance.batch.PlanRow;
import org.semblance.math.Rows;
import org.semblance.math.Vectors;
import org.semblance.train.feed.ClassIndex;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Plans segments of APFS rounds by the net that is being trained: the embeddings that choose
 * representatives and near classes are those of its weights at that moment.
 */
final class LivePlanner {

  private static final Logger LOG = LoggerFactory.getLogger(LivePlanner.class);

  private final ApfsPlanner planner;
  private final ClassMining mining;
  private final ClassIndex classes;
  private final SharedEmbeddings embeddings;
  private final TrainingState state;
  private Map<String, Double> figures = Map.of();

  /**
   * A planner over {@code planner}, which it moves.
   *
   * @param classes numbers that the objective knows the classes by
   * @param state whose net embeds and whose objective remembers
   */
  LivePlanner(
      ApfsPlanner planner,
      ClassMining mining,
      ClassIndex classes,
      SharedEmbeddings embeddings,
      TrainingState state) {
    this.planner = planner;
    this.mining = mining;
    this.classes = classes;
    this.embeddings = embeddings;
    this.state = state;
  }

  /** Where the planner stands, for a checkpoint. */
  ApfsCursor cursor() {
    return planner.cursor();
  }

  /** Most steps of a round. */
  int stepsPerRound() {
    return planner.stepsPerRound();
  }

  /** Steps after each of which it is decided whether the round is over. */
  int decisionSteps() {
    return planner.decisionSteps();
  }

  /**
   * The rows of all ranks in the next segment, which may begin a round; for the first rank, while
   * the others {@link #help}.
   */
  List<PlanRow> next(boolean beginsRound) {
    long start = System.nanoTime();
    int embedded = 0;
    if (beginsRound) {
      long[] wanted = planner.imagesToEmbed();
      planner.beginRound(of(wanted));
      embedded += wanted.length;
    }
    ClassNeighbors neighbors = neighbors();
    embedded += mining.isActive() && !mining.readsMemory() ? neighbors.classes().length : 0;
    embeddings.dismiss();
    List<PlanRow> rows = planner.nextSegment(neighbors);
    tell(rows, neighbors, embedded, (System.nanoTime() - start) / 1e9);
    return rows;
  }

  /** What the other ranks do while the first plans. */
  void help() {
    embeddings.help(state.student().net(), state.manager());
  }

  /** What the latest segment took, by curve name. */
  Map<String, Double> figures() {
    return figures;
  }

  private ClassNeighbors neighbors() {
    int count = planner.images().classCount();
    if (!mining.isActive()) {
      return ClassNeighbors.none(count);
    }
    int dimension = state.student().net().dimension();
    float[] rows =
        mining.readsMemory()
            ? remembered(dimension)
            : embeddings.lead(planner.representatives(), state.student().net(), state.manager());
    for (int row = 0; row < count; row++) {
      boolean unused = Vectors.normalize(rows, row * dimension, dimension);
    }
    return NearestClasses.of(Rows.euclidean(rows, dimension), 0, count, mining.neighbors());
  }

  /** NaN for classes that training has not seen in this round. */
  private float[] remembered(int dimension) {
    ImagesByClass images = planner.images();
    float[] rows = new float[images.classCount() * dimension];
    Arrays.fill(rows, Float.NaN);
    Map<Integer, float[]> latest = state.objective().representatives();
    for (int c = 0; c < images.classCount(); c++) {
      float[] row = latest.get(classes.of(images.classIds()[c]));
      if (row != null) {
        System.arraycopy(row, 0, rows, c * dimension, dimension);
      }
    }
    return rows;
  }

  /** Embeddings of these images, of unit length. */
  private ImageEmbeddings of(long[] imageIds) {
    long[] sorted = Arrays.stream(imageIds).sorted().toArray();
    int dimension = state.student().net().dimension();
    float[] rows =
        sorted.length == 0
            ? new float[0]
            : embeddings.lead(sorted, state.student().net(), state.manager());
    return imageId -> {
      int row = Arrays.binarySearch(sorted, imageId);
      float[] vector = Arrays.copyOfRange(rows, row * dimension, (row + 1) * dimension);
      boolean unused = Vectors.normalize(vector, 0, dimension);
      return vector;
    };
  }

  private void tell(List<PlanRow> rows, ClassNeighbors neighbors, int embedded, double seconds) {
    int first = rows.get(0).step();
    int steps = rows.get(rows.size() - 1).step() - first + 1;
    long mined = Arrays.stream(neighbors.classes()).filter(near -> near.length > 0).count();
    figures =
        new TreeMap<>(
            Map.of(
                "plan/steps", (double) steps,
                "plan/embedded-images", (double) embedded,
                "plan/classes-with-neighbors", (double) mined,
                "plan/seconds", seconds));
    LOG.info(
        "planned round {}, steps {} to {}: {} rows, {} images embedded, {} classes with neighbors",
        rows.get(0).round(),
        first,
        first + steps - 1,
        rows.size(),
        embedded,
        mined);
  }
}
