package org.semblance.importer;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.semblance.config.Summary;
import org.semblance.image.StoredFormat;
import org.semblance.image.codec.ImageEncoder;
import org.semblance.source.ContentReader;
import org.semblance.source.ImageContent;
import org.semblance.source.SourceImage;
import org.semblance.synth.SynthDataset;
import org.semblance.synth.SynthSettings;
import org.semblance.table.Split;

/** The generated data set: its images are drawn where they are read. */
@Summary("Generated; see section synth.")
public record SynthImporter() implements Importer {

  /** Lists the images of a class. */
  private record OfClass(SynthSettings settings) implements FlatMapFunction<Integer, SourceImage> {

    @Override
    public Iterator<SourceImage> call(Integer index) {
      return ofClass(settings, index).iterator();
    }
  }

  /** All images, class by class. */
  public static List<SourceImage> images(SynthSettings settings) {
    List<SourceImage> images = new ArrayList<>();
    for (int index = 0; index < settings.classes(); index++) {
      images.addAll(ofClass(settings, index));
    }
    return images;
  }

  /** Draws them. */
  public static ImageContent content(SynthSettings settings) {
    return new Drawn(settings);
  }

  private static List<SourceImage> ofClass(SynthSettings settings, int index) {
    String label = new SynthDataset(settings).label(index);
    Split split = index < settings.trainClasses() ? Split.TRAIN : Split.TEST;
    return IntStream.range(0, settings.imagesPerClass())
        .mapToObj(i -> SourceImage.at(new Location(index, i).toString(), label, split))
        .toList();
  }

  @Override
  public Listing list(ImportContext context) {
    SynthSettings settings = Objects.requireNonNull(context.synth(), "section synth");
    List<Integer> classes = IntStream.range(0, settings.classes()).boxed().toList();
    int slices = Math.max(1, Math.min(classes.size(), context.cluster().defaultParallelism()));
    return Listing.of(
        context.cluster().parallelize(classes, slices).flatMap(new OfClass(settings)),
        new Drawn(settings));
  }

  @Override
  public boolean readsPath() {
    return false;
  }

  /** Which image of which class, written {@code synth/12/7}. */
  private record Location(int classIndex, int index) {

    private static final String ROOT = "synth";

    static Location parse(String text) {
      String[] parts = text.split("/", -1);
      return new Location(Integer.parseInt(parts[1]), Integer.parseInt(parts[2]));
    }

    @Override
    public String toString() {
      return ROOT + "/" + classIndex + "/" + index;
    }
  }

  /** Draws and encodes, losslessly. */
  private record Drawn(SynthSettings settings) implements ImageContent {

    private static final int ANY_QUALITY = 100;

    @Override
    public ContentReader open(long maxBytes) {
      SynthDataset dataset = new SynthDataset(settings);
      return new ContentReader() {
        @Override
        public byte[] read(SourceImage image) throws IOException {
          Location location = Location.parse(image.location());
          return ImageEncoder.encode(
              dataset.image(location.classIndex(), location.index()),
              StoredFormat.PNG,
              ANY_QUALITY);
        }

        @Override
        public void close() {}
      };
    }
  }
}
