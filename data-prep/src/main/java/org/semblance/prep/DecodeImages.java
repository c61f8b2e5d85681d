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
import org.semblance.source.ContentReader;
import org.semblance.source.ImageContent;
import org.semblance.source.SourceImage;
import org.semblance.table.RejectReason;

/** Partition function: reads, decodes, resizes and encodes the images of one partition. */
record DecodeImages(IngestSettings settings, ImageContent content)
    implements FlatMapFunction<Iterator<SourceImage>, DecodeOutcome> {

  @Override
  public Iterator<DecodeOutcome> call(Iterator<SourceImage> images) throws IOException {
    ContentReader reader = content.open();
    TaskContext task = TaskContext.get();
    if (task != null) {
      TaskCompletionListener closing = ended -> close(reader);
      task.addTaskCompletionListener(closing);
    }
    Iterable<SourceImage> rows = () -> images;
    Stream<DecodeOutcome> outcomes =
        StreamSupport.stream(rows.spliterator(), false).map(image -> outcome(image, reader));
    return outcomes.iterator();
  }

  /** Whatever an image does to its decoder, it is this row that suffers, not the executor. */
  private DecodeOutcome outcome(SourceImage image, ContentReader reader) {
    try {
      return accepted(image, reader.read(image.location()));
    } catch (OutOfMemoryError failure) {
      return new DecodeOutcome.Rejected(
          image,
          RejectReason.TOO_LARGE,
          "the image does not fit into what is free of the executor's heap");
    } catch (UndecodableImageException failure) {
      return new DecodeOutcome.Rejected(
          image, RejectReason.from(failure.reason()), String.valueOf(failure.getMessage()));
    } catch (FileNotFoundException | NoSuchFileException absent) {
      return new DecodeOutcome.Rejected(
          image, RejectReason.MISSING, "there is no file " + image.location());
    } catch (IOException failure) {
      return new DecodeOutcome.Rejected(
          image, RejectReason.UNREADABLE, String.valueOf(failure.getMessage()));
    }
  }

  /**
   * Bytes that are already what would be stored are kept: encoding a JPEG anew would lose detail.
   */
  private DecodeOutcome accepted(SourceImage source, byte[] file) {
    DecodedImage decoded = new ImageDecoder(settings.limits()).read(file, enough());
    int width = decoded.width();
    int height = decoded.height();
    int shorter = Math.min(width, height);
    int side = Math.min(settings.side(), shorter);
    RgbImage resized =
        Resampler.resizeShorterSide(decoded.image(), width, height, side, settings.filter());
    boolean asWanted =
        side == shorter && decoded.plain() && decoded.format() == settings.format().format();
    byte[] content =
        asWanted ? file : ImageEncoder.encode(resized, settings.format(), settings.quality());
    return new DecodeOutcome.Accepted(
        source,
        resized.width(),
        resized.height(),
        settings.format().columnValue(),
        content,
        sha256(file));
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
