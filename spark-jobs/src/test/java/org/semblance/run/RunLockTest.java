package org.semblance.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
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
