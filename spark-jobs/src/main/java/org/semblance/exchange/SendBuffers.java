package org.semblance.exchange;

import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.spark.network.buffer.ManagedBuffer;
import org.apache.spark.network.buffer.NioManagedBuffer;

/**
 * A fixed number of native buffers for frames on their way out: they bound what waits to be sent.
 */
final class SendBuffers {

  private static final long POLL_MILLIS = 100;

  private final BlockingQueue<ByteBuffer> idle;

  SendBuffers(int count, int bytes) {
    idle = new ArrayBlockingQueue<>(count);
    for (int i = 0; i < count; i++) {
      idle.add(ByteBuffer.allocateDirect(bytes));
    }
  }

  /** An empty buffer, as soon as there is one; goes back once {@link Loan} has been sent. */
  ByteBuffer take(Mailbox mailbox, Deadline deadline) {
    try {
      while (true) {
        mailbox.requireHealth();
        ByteBuffer buffer = idle.poll(POLL_MILLIS, TimeUnit.MILLISECONDS);
        if (buffer != null) {
          return buffer.clear();
        }
        deadline.millisOrThrow("the other ranks took nothing");
      }
    } catch (InterruptedException failure) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while sending", failure);
    }
  }

  /** A filled buffer to be sent {@code uses} times. */
  Loan lend(ByteBuffer filled, int uses) {
    if (uses == 0) {
      idle.add(filled);
    }
    return new Loan(filled, new AtomicInteger(uses));
  }

  /** A buffer that goes back to the pool when it has been sent as often as was said. */
  final class Loan extends ManagedBuffer {

    private final ByteBuffer filled;
    private final AtomicInteger uses;

    private Loan(ByteBuffer filled, AtomicInteger uses) {
      this.filled = filled;
      this.uses = uses;
    }

    @Override
    public long size() {
      return filled.remaining();
    }

    @Override
    public ByteBuffer nioByteBuffer() {
      return filled.duplicate();
    }

    @Override
    public InputStream createInputStream() throws IOException {
      return new NioManagedBuffer(nioByteBuffer()).createInputStream();
    }

    @Override
    public ManagedBuffer retain() {
      uses.incrementAndGet();
      return this;
    }

    @Override
    public ManagedBuffer release() {
      if (uses.decrementAndGet() == 0) {
        idle.add(filled);
      }
      return this;
    }

    @Override
    public Object convertToNetty() {
      return Unpooled.wrappedBuffer(nioByteBuffer());
    }
  }
}
