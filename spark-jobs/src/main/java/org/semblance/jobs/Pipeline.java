package org.semblance.jobs;

import java.util.List;
import org.semblance.jobs.stage.Stage;

/** All stages, in order. */
final class Pipeline {

  private Pipeline() {}

  static List<Stage> stages() {
    return List.of();
  }

  static List<String> names() {
    return stages().stream().map(Stage::name).toList();
  }
}
