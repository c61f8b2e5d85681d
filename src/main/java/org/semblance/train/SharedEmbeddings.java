package org.semblance.train;

import ai.djl.ndarray.NDManager;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.semblance.collective.Collective;
import org.semblance.collective.Slice;
import org.semblance.model.EmbeddingNet;

/**
 * Embeds stored images on all ranks together: each takes a part. No rank waits in an exchange while
 * another works, however many images there are.
 */
record SharedEmbeddings(NetEmbeddings own, Collective collective) {

  private static final int LEADER = 0;

  /**
   * {@code [images, dimension]} row-major, in the order of {@code imageIds}; every rank calls this
   * with the same images and gets all.
   */
  float[] of(long[] imageIds, EmbeddingNet net, NDManager manager) {
    Slice part = Slice.of(imageIds.length, collective.rank(), collective.size());
    long[] mine = Arrays.copyOfRange(imageIds, part.start(), part.end());
    return collective.allGather(own.of(mine, net, manager));
  }

  /** The same for the first rank, which alone knows the images: at least one. */
  float[] lead(long[] imageIds, EmbeddingNet net, NDManager manager) {
    ByteBuffer request = ByteBuffer.allocate(imageIds.length * Long.BYTES);
    request.asLongBuffer().put(imageIds);
    collective.allGather(request.array());
    return of(imageIds, net, manager);
  }

  /** What the other ranks do until the first {@link #dismiss}es them. */
  void help(EmbeddingNet net, NDManager manager) {
    while (true) {
      byte[] request = collective.allGather(new byte[0]).get(LEADER);
      if (request.length == 0) {
        return;
      }
      long[] imageIds = new long[request.length / Long.BYTES];
      ByteBuffer.wrap(request).asLongBuffer().get(imageIds);
      of(imageIds, net, manager);
    }
  }

  /** The first rank needs no more help. */
  void dismiss() {
    collective.allGather(new byte[0]);
  }
}
