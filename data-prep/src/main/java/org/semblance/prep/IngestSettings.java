package org.semblance.prep;

import java.io.Serializable;
import java.util.Locale;
import org.semblance.image.StoredFormat;
import org.semblance.image.transform.ResizeFilter;

/**
 * What is ingested and how it is stored; section {@code ingest}.
 *
 * @param source kind of data set
 * @param path folder or CSV file on any Hadoop file system; not read for synth
 * @param side pixels of the stored shorter side; smaller images keep their size
 * @param filter kernel of the resize
 * @param format how images are stored
 * @param quality of stored JPEG, [1, 100]
 * @param testClassFraction share of the classes that become test where the source has no splits
 * @param validationClassFraction share of the train classes that become val where the source has no
 *     val rows
 * @param classDisjoint whether a class with both train and test rows is an error
 * @param maxRejectFraction largest share of rejected rows, [0, 1]
 */
public record IngestSettings(
    Source source,
    String path,
    int side,
    ResizeFilter filter,
    StoredFormat format,
    int quality,
    double testClassFraction,
    double validationClassFraction,
    boolean classDisjoint,
    double maxRejectFraction)
    implements Serializable {

  /** Kinds of data sets. */
  public enum Source {
    /** {@code <class>/<file>} or {@code <split>/<class>/<file>}. */
    FOLDER,
    /** Rows of a CSV file; images in folders or a zip archive beside it. */
    CSV,
    /** Generated. */
    SYNTH
  }

  public IngestSettings {
    if (source != Source.SYNTH && path.isBlank()) {
      throw new IllegalArgumentException(
          "path must name the data set where source is "
              + source.name().toLowerCase(Locale.ROOT)
              + ", got '"
              + path
              + "'");
    }
    if (side < 1) {
      throw new IllegalArgumentException("side must be at least 1, got " + side);
    }
    if (quality < 1 || quality > 100) {
      throw new IllegalArgumentException("quality must be in [1, 100], got " + quality);
    }
    requireFraction("test-class-fraction", testClassFraction);
    requireFraction("validation-class-fraction", validationClassFraction);
    requireFraction("max-reject-fraction", maxRejectFraction);
  }

  private static void requireFraction(String name, double value) {
    if (!(value >= 0 && value <= 1)) {
      throw new IllegalArgumentException(name + " must be in [0, 1], got " + value);
    }
  }
}
