package org.semblance.prep;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.LongStream;
import org.semblance.config.Settings;
import org.semblance.image.ImageLimits;
import org.semblance.image.StoredFormat;
import org.semblance.importer.CsvImporter;
import org.semblance.importer.FolderImporter;
import org.semblance.importer.Importer;
import org.semblance.importer.SynthImporter;

/** Ingest settings for tests: 16 px PNG, half of the classes test, a quarter of the rest val. */
record Ingests(
    Importer source,
    String path,
    StoredFormat format,
    boolean classDisjoint,
    double maxRejects,
    double validation,
    ImageLimits limits) {

  private static final ImageLimits LIMITS = new ImageLimits(1_000_000, 1_000_000, 5000, 5);

  static IngestSettings synth() {
    return of(new SynthImporter(), "").withSide(32);
  }

  static Ingests folder(Path path) {
    return of(new FolderImporter(), path);
  }

  static Ingests csv(Path path) {
    return of(CsvImporter.usual(), path);
  }

  static Ingests of(Importer source, Path path) {
    return of(source, path.toString());
  }

  private static Ingests of(Importer source, String path) {
    return new Ingests(source, path, StoredFormat.PNG, true, 0, 0.25, LIMITS);
  }

  Ingests maxRejects(double share) {
    return new Ingests(source, path, format, classDisjoint, share, validation, limits);
  }

  Ingests withoutValidation() {
    return new Ingests(source, path, format, classDisjoint, maxRejects, 0, limits);
  }

  Ingests mixedClasses() {
    return new Ingests(source, path, format, false, maxRejects, validation, limits);
  }

  Ingests asJpeg() {
    return new Ingests(
        source, path, StoredFormat.JPEG, classDisjoint, maxRejects, validation, limits);
  }

  Ingests limits(ImageLimits ofOneImage) {
    return new Ingests(source, path, format, classDisjoint, maxRejects, validation, ofOneImage);
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
        .with("validation-class-fraction", validation)
        .with("class-disjoint", classDisjoint)
        .with("max-reject-fraction", maxRejects)
        .with("limits", limits)
        .build();
  }

  static List<Long> upTo(long end) {
    return LongStream.range(0, end).boxed().toList();
  }
}
