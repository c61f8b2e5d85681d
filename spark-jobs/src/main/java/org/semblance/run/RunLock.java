package org.semblance.run;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.semblance.fault.SemblanceException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps two jobs from writing into one run directory. The owner rewrites the lock file every few
 * seconds; a lock that is no longer rewritten, or whose process is gone, is taken over by exactly
 * one of those who wait for it. Each acquisition has a name of its own: nobody renews or deletes
 * another's lock.
 */
public final class RunLock implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(RunLock.class);
  private static final Duration HEARTBEAT = Duration.ofSeconds(10);
  private static final Duration PATIENCE = HEARTBEAT.multipliedBy(3);

  private final RunDirectory run;
  private final LockOwner self;
  private final ScheduledExecutorService heartbeat =
      Executors.newSingleThreadScheduledExecutor(RunLock::daemon);

  private RunLock(RunDirectory run, LockOwner self) {
    this.run = run;
    this.self = self;
  }

  /**
   * Creates the run directory if need be and locks it.
   *
   * @throws SemblanceException usage, if it cannot be written or another job is using it
   */
  public static RunLock acquire(RunDirectory run) {
    return acquire(run, HEARTBEAT);
  }

  static RunLock acquire(RunDirectory run, Duration period) {
    run.files().makeDirectory(run.root());
    LockOwner self = LockOwner.self();
    if (!run.files().writeIfAbsent(run.lock(), RunJson.text(self))) {
      takeOver(run, self);
    }
    RunLock lock = new RunLock(run, self);
    lock.beat(period);
    return lock;
  }

  private void beat(Duration period) {
    long millis = period.toMillis();
    var unused =
        heartbeat.scheduleWithFixedDelay(this::renew, millis, millis, TimeUnit.MILLISECONDS);
  }

  /** Replaces a lock whose owner is gone; of those who try, one has the claim to do so. */
  private static void takeOver(RunDirectory run, LockOwner self) {
    Optional<LockOwner> abandoned = abandoned(run);
    Path claim = new Path(run.root(), ".lock-claim");
    if (isOlderThanPatience(run, claim)) {
      run.files().delete(claim);
    }
    if (!run.files().writeIfAbsent(claim, RunJson.text(self))) {
      throw inUse(run, owner(run, claim));
    }
    try {
      if (!owner(run, run.lock()).equals(abandoned)) {
        throw inUse(run, owner(run, run.lock()));
      }
      run.files().delete(run.lock());
      if (!run.files().writeIfAbsent(run.lock(), RunJson.text(self))) {
        throw inUse(run, owner(run, run.lock()));
      }
    } finally {
      run.files().delete(claim);
    }
  }

  /**
   * The owner of the present lock, if it is gone; nothing if the lock names none.
   *
   * @throws SemblanceException usage, if the owner lives
   */
  private static Optional<LockOwner> abandoned(RunDirectory run) {
    Optional<LockOwner> owner = owner(run, run.lock());
    boolean visible = owner.map(LockOwner::isVisible).orElse(false);
    boolean gone = visible ? !owner.orElseThrow().isAlive() : isSilent(run);
    if (!gone) {
      throw inUse(run, owner);
    }
    return owner;
  }

  /** Whether the lock file stays unchanged for several heartbeats. */
  private static boolean isSilent(RunDirectory run) {
    Optional<Long> before = modified(run, run.lock());
    Instant deadline = Instant.now().plus(PATIENCE);
    while (Instant.now().isBefore(deadline)) {
      sleep(Duration.ofSeconds(1));
      if (!modified(run, run.lock()).equals(before)) {
        return false;
      }
    }
    return true;
  }

  private static boolean isOlderThanPatience(RunDirectory run, Path claim) {
    return modified(run, claim)
        .map(time -> System.currentTimeMillis() - time > PATIENCE.toMillis())
        .orElse(false);
  }

  private static Optional<Long> modified(RunDirectory run, Path path) {
    return run.files().status(path).map(FileStatus::getModificationTime);
  }

  private static Optional<LockOwner> owner(RunDirectory run, Path path) {
    return run.files().read(path).flatMap(text -> RunJson.parse(text, LockOwner.class));
  }

  private static SemblanceException inUse(RunDirectory run, Optional<LockOwner> owner) {
    return SemblanceException.usage(
        run.root().toUri().getPath()
            + " is in use by "
            + owner.map(LockOwner::toString).orElse("another job")
            + ": wait for it to end or choose another --run-dir");
  }

  private static void sleep(Duration time) {
    try {
      Thread.sleep(time.toMillis());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw SemblanceException.usage("interrupted while waiting for the run directory's lock");
    }
  }

  /** A renewal that fails is tried again at the next heartbeat. */
  private void renew() {
    try {
      if (isOurs()) {
        run.files().write(run.lock(), RunJson.text(self));
      } else {
        LOG.warn(
            "the lock of {} is no longer this job's ({}): do not start another job there while this one runs",
            run.root(),
            owner(run, run.lock()).map(LockOwner::toString).orElse("it was deleted"));
      }
    } catch (RuntimeException failure) {
      LOG.warn("cannot renew the lock of {}: {}", run.root(), failure.getMessage());
    }
  }

  private boolean isOurs() {
    return owner(run, run.lock()).map(owner -> owner.claim().equals(self.claim())).orElse(false);
  }

  @Override
  public void close() {
    heartbeat.shutdown();
    try {
      heartbeat.awaitTermination(HEARTBEAT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
    if (isOurs()) {
      run.files().delete(run.lock());
    }
  }

  private static Thread daemon(Runnable beat) {
    Thread thread = new Thread(beat, "run-directory-lock");
    thread.setDaemon(true);
    return thread;
  }
}
