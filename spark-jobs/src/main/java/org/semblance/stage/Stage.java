package org.semblance.stage;

import java.util.List;
import org.apache.hadoop.fs.Path;
import org.semblance.run.RunDirectory;

/** One step of the pipeline: reads tables of the run directory, writes others. */
public interface Stage {

  /** Also the verb that executes the stage alone. */
  String name();

  /** What it does, one sentence. */
  String summary();

  /** The configuration keys that its outcome depends on, dotted. */
  List<String> settings();

  /** The stages whose outcome it reads. */
  List<Stage> upstream();

  /** What it writes, replaced when it is executed again. */
  List<Path> outputs(RunDirectory run);

  /** Whether an execution that was cut off can be continued from what it left. */
  default boolean isResumable() {
    return false;
  }

  /** Whether an execution that was cut off left something in {@code run} to continue from. */
  default boolean hasProgress(RunDirectory run) {
    return isResumable();
  }

  /** Whether it calls {@link StageContext#progress} itself, in better units than Spark's tasks. */
  default boolean showsProgress() {
    return false;
  }

  /** Executes it; its outputs are absent, unless it resumes. */
  StageResult execute(StageContext context);
}
