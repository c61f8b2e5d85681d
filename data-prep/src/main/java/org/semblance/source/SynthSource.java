package org.semblance.source;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.semblance.image.StoredFormat;
import org.semblance.image.codec.ImageEncoder;
import org.semblance.synth.SynthDataset;
import org.semblance.synth.SynthSettings;
import org.semblance.table.Split;

/** The generated data set: its images are drawn where they are read. */
public record SynthSource(SynthSettings settings) implements DatasetSource {

  @Override
  public Listing list() {
    SynthDataset dataset = new SynthDataset(settings);
    List<SourceImage> images = new ArrayList<>();
    for (int index = 0; index < settings.classes(); index++) {
      String label = dataset.label(index);
      Split split = index < settings.trainClasses() ? Split.TRAIN : Split.TEST;
      for (int i = 0; i < settings.imagesPerClass(); i++) {
        String location = new Location(index, i).toString();
        images.add(new SourceImage(images.size(), location, label, split));
      }
    }
    return new Listing(images, new Drawn(settings));
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
    public ContentReader open() {
      SynthDataset dataset = new SynthDataset(settings);
      return new ContentReader() {
        @Override
        public byte[] read(String text) throws IOException {
          Location location = Location.parse(text);
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
