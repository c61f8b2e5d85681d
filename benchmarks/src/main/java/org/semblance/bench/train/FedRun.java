package org.semblance.bench.train;

import ai.djl.Device;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;
import org.semblance.batch.LabeledImage;
import org.semblance.batch.PlanRow;
import org.semblance.collective.Collective;
import org.semblance.collective.InProcessCollective;
import org.semblance.image.RgbImage;
import org.semblance.image.StoredFormat;
import org.semblance.image.codec.ImageEncoder;
import org.semblance.method.objective.Objective;
import org.semblance.train.TrainOutcome;
import org.semblance.train.TrainingRun;
import org.semblance.train.TrainingRun.RankContext;
import org.semblance.train.TrainingRun.Start;
import org.semblance.train.checkpoint.RunStorage;
import org.semblance.train.feed.TrainingData;
import org.semblance.train.log.TrainingLog;
import org.semblance.training.HadoopStorage;

/** The whole loop with its feed: JPEG images are decoded, cropped, resized and flipped. */
final class FedRun {

  private FedRun() {}

  /** Smooth random images a little larger than the net's input, and a plan over them. */
  private record Pictures(StepCase shape, int steps, List<byte[]> contents)
      implements TrainingData {

    static Pictures draw(StepCase shape, int steps) {
      SplittableRandom random = new SplittableRandom(1);
      List<byte[]> contents = new ArrayList<>();
      int side = shape.side() * 5 / 4;
      for (int i = 0; i < StepCase.CLASSES; i++) {
        double across = random.nextDouble(0.05, 0.5);
        double down = random.nextDouble(0.05, 0.5);
        byte[] pixels = new byte[3 * side * side];
        for (int p = 0; p < pixels.length; p++) {
          int column = p / 3 % side;
          int row = p / 3 / side;
          double wave = Math.sin(column * across + p % 3) * Math.cos(row * down);
          pixels[p] = (byte) (128 + 90 * wave + random.nextInt(-20, 21));
        }
        contents.add(ImageEncoder.encode(new RgbImage(side, side, pixels), StoredFormat.JPEG, 90));
      }
      return new Pictures(shape, steps, contents);
    }

    @Override
    public List<LabeledImage> trainingImages() {
      return IntStream.range(0, StepCase.CLASSES).mapToObj(i -> new LabeledImage(i, i)).toList();
    }

    @Override
    public List<LabeledImage> validationImages() {
      return List.of();
    }

    @Override
    public List<PlanRow> rows(int round) {
      List<PlanRow> rows = new ArrayList<>();
      for (int i = 0; i < steps * shape.batch(); i++) {
        int image = i % StepCase.CLASSES;
        int step = i / shape.batch();
        rows.add(new PlanRow(round, 0, step, 0, i % shape.batch(), image, image, false, 0, i));
      }
      return rows;
    }

    @Override
    public byte[] content(long imageId) {
      return contents.get((int) imageId);
    }
  }

  static void time(StepCase shape, int steps) throws IOException {
    Pictures pictures = Pictures.draw(shape, StepSpeed.WARM_UP + steps);
    Path folder = Files.createTempDirectory("semblance-speed");
    RunStorage storage =
        new HadoopStorage(new Configuration(), new org.apache.hadoop.fs.Path(folder.toUri()));
    TrainingRun run =
        new TrainingRun(
            shape.settings(1),
            shape.model(),
            shape.transform(),
            MethodSpeed.methods(false, false, false).apfs(),
            shape.unbound().initialValues(1));
    double cpu = StepSpeed.cpuSeconds();
    try (Objective objective = shape.objective();
        Collective alone = InProcessCollective.group(1).get(0)) {
      TrainOutcome outcome =
          run.execute(
                  objective,
                  Start.ANEW,
                  new RankContext(
                      pictures, storage, alone, Device.cpu(), progress -> {}, () -> false))
              .outcome();
      cpu = StepSpeed.cpuSeconds() - cpu;
      String stall = String.format(Locale.ROOT, ", \"stall\": %.4f", outcome.stallShare());
      StepSpeed.print("fed", shape, median(folder), 1e3 * cpu / steps / shape.batch(), stall);
    }
    storage.delete("");
  }

  /** Images per second of the steps after the warm-up, feed included. */
  private static double median(Path folder) throws IOException {
    try (InputStream log = Files.newInputStream(folder.resolve("metrics.jsonl"))) {
      double[] rates =
          TrainingLog.read(log).stream()
              .filter(line -> line.step() > StepSpeed.WARM_UP)
              .mapToDouble(line -> line.values().getOrDefault("train/images-per-second", 0.0))
              .sorted()
              .toArray();
      return rates[rates.length / 2];
    }
  }
}
