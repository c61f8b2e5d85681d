package org.semblance.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import java.nio.ByteBuffer;
import java.util.List;
import org.semblance.collective.Collective;
import org.semblance.tensor.Autograd;
import org.semblance.train.feed.StepRows;

/**
 * The rows of all ranks, in the order of the ranks. Its embeddings are a leaf: the objective's
 * gradient with respect to them is cut to the rank's own rows and passed back through its net, so
 * that the sum of parameter gradients over ranks is the gradient of one process with all rows.
 *
 * @param rows of all ranks
 * @param first index of the rank's own first row
 */
public record GlobalRows(StepRows rows, int first) {

  private static final int MARK_BYTES = Integer.BYTES + 1;

  /** Exchanges rows; every rank calls it in the same step. */
  public static GlobalRows gather(StepRows local, Collective collective, NDManager scratch) {
    List<byte[]> marks = collective.allGather(marks(local));
    int total = marks.stream().mapToInt(bytes -> bytes.length / MARK_BYTES).sum();
    int[] classes = new int[total];
    boolean[] representatives = new boolean[total];
    int row = 0;
    int first = 0;
    for (int rank = 0; rank < marks.size(); rank++) {
      first = rank == collective.rank() ? row : first;
      ByteBuffer bytes = ByteBuffer.wrap(marks.get(rank));
      for (; bytes.hasRemaining(); row++) {
        classes[row] = bytes.getInt();
        representatives[row] = bytes.get() != 0;
      }
    }
    NDArray embeddings = joined(local.embeddings(), collective, scratch);
    embeddings.setRequiresGradient(true);
    NDArray taught = local.teacher();
    NDArray teacher = taught == null ? null : joined(taught, collective, scratch);
    return new GlobalRows(new StepRows(embeddings, classes, representatives, teacher), first);
  }

  /** Passes the gradient of the rank's own rows back through {@code local}. */
  public void backward(StepRows local) {
    try (NDArray gradient = rows.embeddings().getGradient();
        NDArray own = gradient.get(new NDIndex("{}:{}", first, first + local.classes().length))) {
      Autograd.backward(local.embeddings(), own);
    }
  }

  private static byte[] marks(StepRows local) {
    ByteBuffer bytes = ByteBuffer.allocate(local.classes().length * MARK_BYTES);
    for (int i = 0; i < local.classes().length; i++) {
      bytes.putInt(local.classes()[i]).put((byte) (local.representatives()[i] ? 1 : 0));
    }
    return bytes.array();
  }

  private static NDArray joined(NDArray local, Collective collective, NDManager scratch) {
    float[] all = collective.allGather(local.toFloatArray());
    long dimension = local.getShape().get(1);
    return scratch.create(all, new Shape(all.length / dimension, dimension));
  }
}
