package org.semblance.prep;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.LongStream;
import org.semblance.config.Settings;
import org.semblance.image.ImageLimits;
import org.semblance.image.StoredFormat;
import org.semblance.prep.IngestSettings.Source;

/** Ingest settings for tests: 16 px PNG, half of the classes test, a quarter of the rest val. */
record Ingests(
    Source source,
    String path,
    StoredFormat format,
    boolean classDisjoint,
    double maxRejects,
    ImageLimits limits) {

  private static final ImageLimits LIMITS = new ImageLimits(1_000_000, 1_000_000, 5000, 5);

  static IngestSettings synth() {
    return new Ingests(Source.SYNTH, "", StoredFormat.PNG, true, 0, LIMITS).withSide(32);
  }

  static Ingests folder(Path path) {
    return new Ingests(Source.FOLDER, path.toString(), StoredFormat.PNG, true, 0, LIMITS);
  }

  static Ingests csv(Path path) {
    return new Ingests(Source.CSV, path.toString(), StoredFormat.PNG, true, 0, LIMITS);
  }

  Ingests maxRejects(double share) {
    return new Ingests(source, path, format, classDisjoint, share, limits);
  }

  Ingests mixedClasses() {
    return new Ingests(source, path, format, false, maxRejects, limits);
  }

  Ingests asJpeg() {
    return new Ingests(source, path, StoredFormat.JPEG, classDisjoint, maxRejects, limits);
  }

  Ingests limits(ImageLimits ofOneImage) {
    return new Ingests(source, path, format, classDisjoint, maxRejects, ofOneImage);
  }

  IngestSettings settings() {
    return withSide(16);
  }

  private IngestSettings withSide(int side) {
    return Settings.of(IngestSettings.class)
        .with("source", source)
        .with("path", path)
        .with("side", side)
        .with("format", format)
        .with("quality", 90)
        .with("validation-class-fraction", 0.25)
        .with("class-disjoint", classDisjoint)
        .with("max-reject-fraction", maxRejects)
        .with("limits", limits)
        .build();
  }

  static List<Long> upTo(long end) {
    return LongStream.range(0, end).boxed().toList();
  }
}
