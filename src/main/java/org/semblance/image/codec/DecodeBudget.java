package org.semblance.image.codec;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.concurrent.TimeUnit;
import org.semblance.image.ImageLimits;
import org.semblance.image.UndecodableImageException;
import org.semblance.image.UndecodableImageException.Reason;

/**
 * The limits of one image, the time counted from now on: that of this thread, so that a busy
 * machine refuses nothing that an idle one takes.
 */
final class DecodeBudget {

  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private final ImageLimits limits;
  private final long start = THREADS.getCurrentThreadCpuTime();

  DecodeBudget(ImageLimits limits) {
    this.limits = limits;
  }

  ImageLimits limits() {
    return limits;
  }

  boolean isSpent() {
    return THREADS.getCurrentThreadCpuTime() - start > TimeUnit.SECONDS.toNanos(limits.seconds());
  }

  /** Called now and then by whatever may take long. */
  void requireTime() {
    if (isSpent()) {
      throw tooSlow("decoding takes more than ingest.limits.seconds " + limits.seconds());
    }
  }

  /** Refuses work that cannot be interrupted and is known beforehand to take too long. */
  void requireTime(double seconds, String work) {
    if (seconds > limits.seconds()) {
      throw tooSlow(
          String.format(
              "%s would take about %.0f s, more than ingest.limits.seconds %d",
              work, seconds, limits.seconds()));
    }
  }

  private static UndecodableImageException tooSlow(String detail) {
    return new UndecodableImageException(Reason.TOO_SLOW, detail);
  }
}
