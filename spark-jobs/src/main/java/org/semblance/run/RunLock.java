package org.semblance.run;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Timer;
import java.util.TimerTask;
import org.apache.hadoop.fs.FileStatus;
import org.semblance.fault.SemblanceException;

/**
 * Keeps two jobs from writing into one run directory. The owner rewrites the lock file every few
 * seconds; a lock that is no longer rewritten, or whose process is gone, is taken over.
 */
public final class RunLock implements AutoCloseable {

  private static final Duration HEARTBEAT = Duration.ofSeconds(10);
  private static final Duration PATIENCE = HEARTBEAT.multipliedBy(3);

  /** Who holds the lock. */
  record Owner(String host, long pid, String processStart, String since) {

    static Owner self() {
      ProcessHandle process = ProcessHandle.current();
      return new Owner(hostName(), process.pid(), startOf(process), Instant.now().toString());
    }

    /** Whether the owner ran on this machine and is gone. */
    boolean isDeadHere() {
      return host.equals(hostName())
          && !ProcessHandle.of(pid).map(RunLock::startOf).equals(Optional.of(processStart));
    }
  }

  private final RunDirectory run;
  private final Timer heartbeat = new Timer("run-directory-lock", true);

  private boolean closed;

  private RunLock(RunDirectory run) {
    this.run = run;
  }

  /**
   * Creates the run directory if need be and locks it.
   *
   * @throws SemblanceException usage, if it cannot be written or another job is using it
   */
  public static RunLock acquire(RunDirectory run) {
    run.files().makeDirectory(run.root());
    String self = RunJson.text(Owner.self());
    while (!run.files().writeIfAbsent(run.lock(), self)) {
      removeIfAbandoned(run);
    }
    RunLock lock = new RunLock(run);
    lock.heartbeat.schedule(
        new TimerTask() {
          @Override
          public void run() {
            lock.renew(self);
          }
        },
        HEARTBEAT.toMillis(),
        HEARTBEAT.toMillis());
    return lock;
  }

  private static void removeIfAbandoned(RunDirectory run) {
    Optional<Owner> owner =
        run.files().read(run.lock()).flatMap(text -> RunJson.parse(text, Owner.class));
    if (owner.map(Owner::isDeadHere).orElse(false) || isSilent(run)) {
      run.files().delete(run.lock());
      return;
    }
    throw SemblanceException.usage(
        run.root().toUri().getPath()
            + " is in use by "
            + owner
                .map(o -> "process " + o.pid() + " on " + o.host() + " since " + o.since())
                .orElse("another job")
            + ": wait for it to end or choose another --run-dir");
  }

  /** Whether the lock file stays unchanged for several heartbeats. */
  private static boolean isSilent(RunDirectory run) {
    Optional<Owner> owner =
        run.files().read(run.lock()).flatMap(text -> RunJson.parse(text, Owner.class));
    if (owner.map(o -> o.host().equals(hostName())).orElse(false)) {
      return false;
    }
    Optional<Long> before = modified(run);
    Instant deadline = Instant.now().plus(PATIENCE);
    while (Instant.now().isBefore(deadline)) {
      sleep(Duration.ofSeconds(1));
      if (!modified(run).equals(before)) {
        return false;
      }
    }
    return true;
  }

  private static Optional<Long> modified(RunDirectory run) {
    return run.files().status(run.lock()).map(FileStatus::getModificationTime);
  }

  private static void sleep(Duration time) {
    try {
      Thread.sleep(time.toMillis());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw SemblanceException.usage("interrupted while waiting for the run directory's lock");
    }
  }

  private synchronized void renew(String owner) {
    if (!closed) {
      run.files().write(run.lock(), owner);
    }
  }

  @Override
  public synchronized void close() {
    closed = true;
    heartbeat.cancel();
    run.files().delete(run.lock());
  }

  private static String startOf(ProcessHandle process) {
    return process.info().startInstant().map(Instant::toString).orElse("");
  }

  private static String hostName() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException nameless) {
      return "localhost";
    }
  }
}
