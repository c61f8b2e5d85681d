package org.semblance.embed;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;
import org.semblance.model.Embedder;
import org.semblance.model.ModelDescription;
import org.semblance.model.ModelFiles;
import org.semblance.tensor.TorchEngine;

/**
 * One native net for all tasks of a JVM: broadcast, it exists once there. The net is opened by the
 * first task that leases it and closed with the last lease.
 */
final class SharedEmbedder implements Serializable {

  private static final long serialVersionUID = 1L;

  private final ModelFiles files;
  private final int threads;
  private transient @Nullable Embedder embedder;
  private transient int leases;

  SharedEmbedder(ModelFiles files, int threads) {
    this.files = files;
    this.threads = threads;
  }

  ModelDescription description() {
    return files.description();
  }

  /** The net, open until the lease is closed. */
  synchronized Lease lease() {
    Embedder open = embedder;
    if (open == null) {
      TorchEngine.start(threads);
      open = Embedder.open(description().model(), description().transform().side(), files.values());
      embedder = open;
    }
    leases++;
    return new Lease(this, open);
  }

  private synchronized void giveBack() {
    leases--;
    if (leases == 0 && embedder != null) {
      embedder.close();
      embedder = null;
    }
  }

  /** One task's hold on the net; closing twice is harmless. */
  static final class Lease implements AutoCloseable {

    private final SharedEmbedder owner;
    private final Embedder embedder;
    private boolean closed;

    private Lease(SharedEmbedder owner, Embedder embedder) {
      this.owner = owner;
      this.embedder = embedder;
    }

    Embedder embedder() {
      return embedder;
    }

    @Override
    public synchronized void close() {
      if (!closed) {
        closed = true;
        owner.giveBack();
      }
    }
  }
}
