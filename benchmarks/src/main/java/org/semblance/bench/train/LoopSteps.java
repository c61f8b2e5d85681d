package org.semblance.bench.train;

import ai.djl.ndarray.NDManager;
import java.nio.ByteBuffer;
import org.semblance.collective.Collective;
import org.semblance.collective.InProcessCollective;
import org.semblance.method.objective.Objective;
import org.semblance.train.TrainingState;
import org.semblance.train.TrainingStep;
import org.semblance.train.feed.BatchFeed;
import org.semblance.train.feed.Cursor;
import org.semblance.train.feed.FeedBatch;
import org.semblance.train.log.LossMeter;
import org.semblance.train.log.StepClock;
import org.semblance.train.settings.TrainSettings;

/** The loop's own step on one fixed batch. */
final class LoopSteps implements StepSpeed.Steps {

  private final Objective objective;
  private final TrainingState state;
  private final TrainingStep step;
  private final FeedBatch batch;
  private final LossMeter meter;
  private Cursor cursor = Cursor.START;

  LoopSteps(StepCase shape, NDManager manager) {
    TrainSettings settings = shape.settings(20);
    objective = shape.objective();
    Collective alone = InProcessCollective.group(1).get(0);
    state =
        new TrainingState(
            manager,
            settings,
            shape::unbound,
            shape.unbound().initialValues(1),
            objective,
            StepCase.CLASSES,
            alone);
    step = new TrainingStep(settings, state, alone, new StepClock());
    float[] pictures = shape.pictures();
    int bytes = pictures.length * Float.BYTES;
    ByteBuffer images = BatchFeed.aligned(bytes).limit(bytes);
    images.asFloatBuffer().put(pictures);
    batch = new FeedBatch(0, 1, images, shape.labels(), new boolean[shape.batch()], buffer -> {});
    meter = new LossMeter(state.manager());
  }

  @Override
  public void step() {
    step.run(batch, cursor, meter);
    cursor = cursor.afterStep();
    if (cursor.total() % 20 == 0) {
      meter.read(cursor.total());
    }
  }

  @Override
  public void close() {
    state.close();
    objective.close();
  }
}
