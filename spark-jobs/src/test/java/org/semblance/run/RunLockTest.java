package org.semblance.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CyclicBarrier;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.semblance.fault.SemblanceException;

class RunLockTest {

  @TempDir private Path folder;

  private RunDirectory run;

  @BeforeEach
  void openRunDirectory() {
    run = RunDirectory.at(folder.resolve("run").toString(), new Configuration());
  }

  @Test
  void createsTheDirectoryAndLeavesNoLock() {
    RunLock.acquire(run).close();

    assertThat(folder.resolve("run")).isEmptyDirectory();
  }

  @Test
  void refusesADirectoryInUse() {
    RunLock lock = RunLock.acquire(run);

    assertThatThrownBy(() -> RunLock.acquire(run))
        .isInstanceOf(SemblanceException.class)
        .hasMessageMatching(
            folder.resolve("run")
                + " is in use by process \\d+ on \\S+ since \\S+: "
                + "wait for it to end or choose another --run-dir");
    lock.close();
  }

  @Test
  void takesOverFromADeadProcessOfThisMachine() throws IOException {
    String host = InetAddress.getLocalHost().getHostName();
    Files.createDirectories(folder.resolve("run"));
    Files.writeString(
        folder.resolve("run/.lock"),
        "{\"host\": \"%s\", \"pid\": %d, \"process-start\": \"1970-01-01T00:00:00Z\", \"since\": \"\"}"
            .formatted(host, ProcessHandle.current().pid()));

    RunLock.acquire(run).close();

    assertThat(folder.resolve("run/.lock")).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void oneOfManyWhoStartAtOnceHasIt(boolean abandoned) throws Exception {
    for (int round = 0; round < 20; round++) {
      if (abandoned) {
        Files.createDirectories(folder.resolve("run"));
        Files.writeString(folder.resolve("run/.lock"), RunJson.text(dead()));
      }
      List<RunLock> held = new CopyOnWriteArrayList<>();
      CyclicBarrier together = new CyclicBarrier(8);
      List<Thread> starters =
          IntStream.range(0, 8)
              .mapToObj(
                  i ->
                      new Thread(
                          () -> {
                            try {
                              together.await();
                              held.add(RunLock.acquire(run));
                            } catch (SemblanceException taken) {
                              // as it should be for all but one
                            } catch (Exception unexpected) {
                              throw new AssertionError(unexpected);
                            }
                          }))
              .toList();
      starters.forEach(Thread::start);
      for (Thread starter : starters) {
        starter.join();
      }
      assertThat(held).as("round %d", round).hasSize(1);
      held.get(0).close();
      assertThat(folder.resolve("run")).isEmptyDirectory();
    }
  }

  @Test
  void aLivingProcessThatCannotBeSeenFromHereIsNotTakenForDead() throws Exception {
    LockOwner elsewhere = dead("another machine or another container");
    Files.createDirectories(folder.resolve("run"));
    Path lock = folder.resolve("run/.lock");
    Files.writeString(lock, RunJson.text(elsewhere));
    Thread heart =
        new Thread(
            () -> {
              try {
                Thread.sleep(1500);
                Files.writeString(lock, RunJson.text(elsewhere));
              } catch (Exception unexpected) {
                throw new AssertionError(unexpected);
              }
            });
    heart.start();
    assertThatThrownBy(() -> RunLock.acquire(run)).hasMessageContaining("is in use by process 1 ");
    heart.join();
  }

  @Test
  void anothersLockIsNeitherRenewedNorDeleted() throws Exception {
    RunLock lock = RunLock.acquire(run, Duration.ofMillis(50));
    String other = RunJson.text(dead());
    Files.writeString(folder.resolve("run/.lock"), other);
    Thread.sleep(300);
    lock.close();
    assertThat(folder.resolve("run/.lock")).hasContent(other);
  }

  @Test
  void aRenewalThatFailsIsTriedAgain() throws Exception {
    RunLock lock = RunLock.acquire(run, Duration.ofMillis(50));
    Path file = folder.resolve("run/.lock");
    String own = Files.readString(file);
    Files.delete(file);
    Files.createDirectory(file);
    Thread.sleep(200);
    Files.delete(file);
    Files.writeString(file, own);
    FileTime before = Files.getLastModifiedTime(file);
    for (int i = 0; i < 100 && Files.getLastModifiedTime(file).equals(before); i++) {
      Thread.sleep(100);
    }
    assertThat(Files.getLastModifiedTime(file)).isGreaterThan(before);
    lock.close();
    assertThat(file).doesNotExist();
  }

  private static LockOwner dead() {
    return dead(LockOwner.self().machine());
  }

  private static LockOwner dead(String machine) {
    return new LockOwner(LockOwner.self().host(), machine, 1, "1970-01-01T00:00:00Z", "", "other");
  }

  @Test
  void namesAnUnwritableDirectory() throws IOException {
    Files.writeString(folder.resolve("file"), "");
    RunDirectory impossible =
        RunDirectory.at(folder.resolve("file/run").toString(), new Configuration());

    assertThatThrownBy(() -> RunLock.acquire(impossible))
        .isInstanceOf(SemblanceException.class)
        .hasMessageStartingWith("cannot create " + folder.resolve("file/run"))
        .hasMessageEndingWith(": choose another --run-dir or change its permissions");
  }
}
