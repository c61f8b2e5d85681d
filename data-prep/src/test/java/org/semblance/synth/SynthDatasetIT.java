package org.semblance.synth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.semblance.image.RgbImage;
import org.semblance.image.transform.Resampler;
import org.semblance.image.transform.ResizeFilter;

class SynthDatasetIT {

  private static final SynthSettings SETTINGS = new SynthSettings(7, 20, 40, 12, 64, 4, 1);

  @Test
  void drawsTheSamePictureAgain() {
    byte[] once = new SynthDataset(SETTINGS).image(3, 5).pixels();
    byte[] again = new SynthDataset(SETTINGS).image(3, 5).pixels();
    assertThat(again).isEqualTo(once);
  }

  @Test
  void drawsOtherPicturesForAnotherIndexClassOrSeed() {
    byte[] picture = new SynthDataset(SETTINGS).image(3, 5).pixels();
    SynthSettings reseeded = new SynthSettings(8, 20, 40, 12, 64, 4, 1);
    assertThat(new SynthDataset(SETTINGS).image(3, 6).pixels()).isNotEqualTo(picture);
    assertThat(new SynthDataset(SETTINGS).image(4, 5).pixels()).isNotEqualTo(picture);
    assertThat(new SynthDataset(reseeded).image(3, 5).pixels()).isNotEqualTo(picture);
  }

  @Test
  void pictureDoesNotDependOnTheSizeOfTheDataSet() {
    SynthSettings larger = new SynthSettings(7, 500, 40, 90, 64, 4, 1);
    assertThat(new SynthDataset(larger).image(3, 5).pixels())
        .isEqualTo(new SynthDataset(SETTINGS).image(3, 5).pixels());
  }

  @Test
  void namesEachClassOnce() {
    SynthDataset dataset = new SynthDataset(SETTINGS);
    List<String> labels = IntStream.range(0, SETTINGS.classes()).mapToObj(dataset::label).toList();
    assertThat(labels)
        .doesNotHaveDuplicates()
        .allMatch(label -> label.matches("[a-z]+-[a-z]+-\\d+"));
  }

  /** A learned embedding must have something to gain: nearest neighbors of raw pixels are poor. */
  @Test
  void rawPixelsRetrieveBadly() {
    SynthDataset dataset = new SynthDataset(SETTINGS);
    List<float[]> vectors = new ArrayList<>();
    List<Integer> labels = new ArrayList<>();
    for (int label = SETTINGS.trainClasses(); label < SETTINGS.classes(); label++) {
      for (int i = 0; i < SETTINGS.imagesPerClass(); i++) {
        vectors.add(unitPixels(dataset.image(label, i)));
        labels.add(label);
      }
    }
    double recall = recallAtOne(vectors, labels);
    assertThat(recall).isBetween(0.1, 0.4);
  }

  @Test
  void refusesImpossibleSettings() {
    assertThatThrownBy(() -> new SynthSettings(1, 0, 0, 2, 64, 4, 1))
        .hasMessage("train-classes + test-classes must be at least 1, got 0");
    assertThatThrownBy(() -> new SynthSettings(1, 2, 2, 2, 8, 4, 1))
        .hasMessage("side must be at least 16, got 8");
    assertThatThrownBy(() -> new SynthSettings(1, 2, 2, 2, 64, 4, Double.NaN))
        .hasMessage("variation must be from 0 to 2, got NaN");
  }

  private static float[] unitPixels(RgbImage image) {
    byte[] small = Resampler.resize(image, 16, 16, ResizeFilter.BILINEAR).pixels();
    float[] vector = new float[small.length];
    double squares = 0;
    for (int i = 0; i < small.length; i++) {
      vector[i] = small[i] & 0xFF;
      squares += vector[i] * vector[i];
    }
    for (int i = 0; i < small.length; i++) {
      vector[i] /= (float) Math.sqrt(squares);
    }
    return vector;
  }

  private static double recallAtOne(List<float[]> vectors, List<Integer> labels) {
    long right =
        IntStream.range(0, vectors.size())
            .filter(query -> labels.get(query).equals(labels.get(nearest(vectors, query))))
            .count();
    return (double) right / vectors.size();
  }

  private static int nearest(List<float[]> vectors, int query) {
    int best = -1;
    double most = Double.NEGATIVE_INFINITY;
    for (int other = 0; other < vectors.size(); other++) {
      double cosine = dot(vectors.get(query), vectors.get(other));
      if (other != query && cosine > most) {
        most = cosine;
        best = other;
      }
    }
    return best;
  }

  private static double dot(float[] a, float[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }
}
