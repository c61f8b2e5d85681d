package org.semblance.evaluate.parquet;

import java.util.ArrayList;
import java.util.List;

/** Puts row groups, in their order, into tasks of about the same size. */
record Packing(String vector, int parallelism) {

  private static final long LEAST_TASK_BYTES = 4L << 20;
  private static final long MOST_TASK_BYTES = 128L << 20;

  static long vectorBytes(List<Footer> footers, String vector) {
    long bytes = 0;
    for (Footer footer : footers) {
      for (int group = 0; group < footer.groups().size(); group++) {
        bytes += footer.vectorBytes(vector, group);
      }
    }
    return bytes;
  }

  List<List<Slice>> of(List<Footer> footers) {
    long share = vectorBytes(footers, vector) / parallelism;
    long most = Math.max(LEAST_TASK_BYTES, Math.min(MOST_TASK_BYTES, share));
    List<List<Slice>> tasks = new ArrayList<>();
    List<Slice> task = new ArrayList<>();
    long bytes = 0;
    for (Footer footer : footers) {
      List<Integer> groups = new ArrayList<>();
      for (int group = 0; group < footer.groups().size(); group++) {
        if (footer.groups().get(group).getRowCount() == 0) {
          continue;
        }
        long more = footer.vectorBytes(vector, group);
        if (bytes > 0 && bytes + more > most) {
          add(footer, groups, task);
          tasks.add(task);
          task = new ArrayList<>();
          groups = new ArrayList<>();
          bytes = 0;
        }
        groups.add(group);
        bytes += more;
      }
      add(footer, groups, task);
    }
    if (!task.isEmpty()) {
      tasks.add(task);
    }
    return tasks;
  }

  private static void add(Footer footer, List<Integer> groups, List<Slice> task) {
    if (!groups.isEmpty()) {
      task.add(new Slice(footer.part(), groups));
    }
  }
}
