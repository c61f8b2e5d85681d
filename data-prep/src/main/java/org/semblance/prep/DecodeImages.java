package org.semblance.prep;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.util.TaskCompletionListener;
import org.semblance.image.DecodedImage;
import org.semblance.image.RgbImage;
import org.semblance.image.UndecodableImageException;
import org.semblance.image.codec.ImageDecoder;
import org.semblance.image.codec.ImageEncoder;
import org.semblance.image.transform.Resampler;
import org.semblance.source.Box;
import org.semblance.source.ContentReader;
import org.semblance.source.ImageContent;
import org.semblance.source.Place;
import org.semblance.source.SourceImage;
import org.semblance.source.UnusableContentException;
import org.semblance.table.RejectReason;

/** Partition function: reads, decodes, resizes and encodes the images of one partition. */
record DecodeImages(IngestSettings settings, ImageContent content, SplitAssignment splits)
    implements FlatMapFunction<Iterator<Candidate>, DecodeOutcome> {

  @Override
  public Iterator<DecodeOutcome> call(Iterator<Candidate> images) throws IOException {
    ContentReader reader = content.open(settings.limits().bytes());
    TaskContext task = TaskContext.get();
    if (task != null) {
      TaskCompletionListener closing = ended -> close(reader);
      task.addTaskCompletionListener(closing);
    }
    Iterable<Candidate> rows = () -> images;
    Stream<DecodeOutcome> outcomes =
        StreamSupport.stream(rows.spliterator(), false)
            .map(image -> image.with(splits.assign(image.image())))
            .map(image -> outcome(image, reader));
    return outcomes.iterator();
  }

  /** Whatever an image does to its decoder, it is this row that suffers, not the executor. */
  private DecodeOutcome outcome(Candidate source, ContentReader reader) {
    SourceImage.Problem problem = source.image().problem();
    if (problem != null) {
      return rejected(source, problem.reason(), problem.detail());
    }
    try {
      return accepted(source, reader.read(source.image()));
    } catch (OutOfMemoryError failure) {
      return rejected(
          source,
          RejectReason.TOO_LARGE,
          "the image does not fit into what is free of the executor's heap");
    } catch (UndecodableImageException failure) {
      return rejected(
          source, RejectReason.from(failure.reason()), String.valueOf(failure.getMessage()));
    } catch (UnusableContentException failure) {
      return rejected(source, failure.reason(), String.valueOf(failure.getMessage()));
    } catch (FileNotFoundException | NoSuchFileException absent) {
      return rejected(
          source, RejectReason.MISSING, "there is no file " + source.image().location());
    } catch (IOException failure) {
      return rejected(source, RejectReason.UNREADABLE, String.valueOf(failure.getMessage()));
    }
  }

  private static DecodeOutcome rejected(Candidate source, RejectReason reason, String detail) {
    return new DecodeOutcome.Rejected(withoutBytes(source), reason, detail);
  }

  private static Candidate withoutBytes(Candidate source) {
    return source.with(source.image().withPlace(Place.UNKNOWN));
  }

  /**
   * Bytes that are already what would be stored are kept: encoding a JPEG anew would lose detail.
   */
  private DecodeOutcome accepted(Candidate source, byte[] file) throws UnusableContentException {
    Box box = source.image().box();
    DecodedImage decoded =
        new ImageDecoder(settings.limits()).read(file, box == null ? enough() : Integer.MAX_VALUE);
    RgbImage image = box == null ? decoded.image() : cut(decoded.image(), box);
    int width = box == null ? decoded.width() : image.width();
    int height = box == null ? decoded.height() : image.height();
    int shorter = Math.min(width, height);
    int side = Math.min(settings.side(), shorter);
    RgbImage resized = Resampler.resizeShorterSide(image, width, height, side, settings.filter());
    boolean asWanted =
        box == null
            && side == shorter
            && decoded.plain()
            && decoded.format() == settings.format().format();
    byte[] content =
        asWanted ? file : ImageEncoder.encode(resized, settings.format(), settings.quality());
    return new DecodeOutcome.Accepted(
        withoutBytes(source),
        resized.width(),
        resized.height(),
        settings.format().columnValue(),
        content,
        sha256(file));
  }

  private static RgbImage cut(RgbImage image, Box box) throws UnusableContentException {
    if (!box.within(image.width(), image.height())) {
      throw new UnusableContentException(
          RejectReason.BAD_BOX,
          "the box "
              + box
              + " leaves the image of "
              + image.width()
              + " x "
              + image.height()
              + " pixels");
    }
    return image.part(box.left(), box.top(), box.right(), box.bottom());
  }

  /** Twice the wanted side leaves the resize all that one can see (Pillow's reducing_gap of 2). */
  private int enough() {
    return settings.reducedDecoding() ? 2 * settings.side() : Integer.MAX_VALUE;
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java runtime has SHA-256", impossible);
    }
  }

  private static void close(ContentReader reader) {
    try {
      reader.close();
    } catch (IOException failure) {
      throw new UncheckedIOException("cannot close the data set", failure);
    }
  }
}
