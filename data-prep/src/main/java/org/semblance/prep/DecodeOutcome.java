package org.semblance.prep;

import java.io.Serializable;
import java.util.Objects;
import java.util.stream.Stream;
import org.semblance.source.SourceImage;
import org.semblance.table.ImageRow;
import org.semblance.table.RejectReason;
import org.semblance.table.RejectRow;

/** What became of one row of the source. */
sealed interface DecodeOutcome extends Serializable {

  /** The row of the data set, with its split. */
  Candidate source();

  /** The row as an image, or nothing. */
  Stream<ImageRow> image(ImageNumbering numbering);

  /** The row as a reject, or nothing. */
  Stream<Rejected> rejected();

  /**
   * An image as it will be stored.
   *
   * @param content encoded; not copied
   * @param sha256 of the source's bytes
   */
  record Accepted(
      Candidate source, int width, int height, String format, byte[] content, String sha256)
      implements DecodeOutcome {

    @Override
    public Stream<ImageRow> image(ImageNumbering numbering) {
      SourceImage image = source.image();
      return Stream.of(
          new ImageRow(
              numbering.imageId(source.row()),
              image.label(),
              numbering.classId(image.label()),
              Objects.requireNonNull(image.split(), "split is assigned by now"),
              width,
              height,
              format,
              content,
              sha256,
              image.location()));
    }

    @Override
    public Stream<Rejected> rejected() {
      return Stream.empty();
    }
  }

  /** A row that cannot be an image. */
  record Rejected(Candidate source, RejectReason reason, String detail) implements DecodeOutcome {

    @Override
    public Stream<ImageRow> image(ImageNumbering numbering) {
      return Stream.empty();
    }

    @Override
    public Stream<Rejected> rejected() {
      return Stream.of(this);
    }

    RejectRow row() {
      return new RejectRow(source.image().location(), source.image().label(), reason, detail);
    }
  }
}
