package org.semblance.prep;

import java.io.Serializable;
import org.semblance.config.Setting;
import org.semblance.config.Settings;
import org.semblance.image.ImageLimits;
import org.semblance.image.StoredFormat;
import org.semblance.image.transform.ResizeFilter;
import org.semblance.importer.Importer;

/**
 * What is ingested and how it is stored; section {@code ingest}.
 *
 * @param source kind of data set
 * @param path folder, archive or list on any Hadoop file system; not read for synth
 * @param side pixels of the stored shorter side; smaller images keep their size
 * @param filter kernel of the resize
 * @param format how images are stored
 * @param quality of stored JPEG, [1, 100]
 * @param reducedDecoding whether large JPEG are decoded at a part of their size
 * @param testClassFraction share of the classes that become test where the source has no splits
 * @param validationClassFraction share of the train classes that become val where the source has no
 *     val rows
 * @param classDisjoint whether a class with both train and test rows is an error
 * @param maxRejectFraction largest share of rejected rows, [0, 1]
 * @param limits what one image may cost
 */
public record IngestSettings(
    @Setting(
            value =
                "Kind of data set: how it is laid out, what is an image and its class "
                    + "(docs/data.md).",
            byDefault = "{type: synth}")
        Importer source,
    @Setting(
            value =
                "The folder, archive (zip, tar, tgz) or list of the data set, on any Hadoop "
                    + "file system; empty for synth and for tables of a catalog.",
            byDefault = "\"\"")
        String path,
    @Setting(
            value = "Stored shorter side. Smaller images keep their size.",
            byDefault = "64",
            atLeast = 1,
            unit = "pixels")
        int side,
    @Setting(value = "Kernel of the resize, antialiased as in Pillow.", byDefault = "lanczos")
        ResizeFilter filter,
    @Setting(
            value =
                "How images are stored; png is lossless. Files that are already as "
                    + "wanted keep their bytes.",
            byDefault = "png")
        StoredFormat format,
    @Setting(
            value = "Quality of stored JPEG, libjpeg's scale.",
            byDefault = "92",
            atLeast = 1,
            atMost = 100)
        int quality,
    @Setting(
            value =
                "Whether baseline JPEG is decoded at 1/2, 1/4 or 1/8 where that leaves twice the "
                    + "stored side, as in Pillow's draft mode: several times faster for photographs "
                    + "of many megapixels, pixels differ by a few levels.",
            byDefault = "true")
        boolean reducedDecoding,
    @Setting(
            value = "Share of the classes that become test, where the source has no splits.",
            byDefault = "0.5",
            atLeast = 0,
            atMost = 1)
        double testClassFraction,
    @Setting(
            value =
                "Share of the train classes held out as val for validation, where the "
                    + "source has no val rows; chosen by a hash of label and seed.",
            byDefault = "0.1",
            atLeast = 0,
            atMost = 1)
        double validationClassFraction,
    @Setting(
            value = "Whether a class that has both train and test rows is an error.",
            byDefault = "true")
        boolean classDisjoint,
    @Setting(
            value = "The job fails if a larger share of the rows is rejected.",
            byDefault = "0.01",
            atLeast = 0,
            atMost = 1)
        double maxRejectFraction,
    @Setting("What one image may cost. Beyond it an image is a reject, before memory is taken.")
        ImageLimits limits)
    implements Serializable {

  public IngestSettings {
    Settings.check(
        IngestSettings.class,
        source,
        path,
        side,
        filter,
        format,
        quality,
        reducedDecoding,
        testClassFraction,
        validationClassFraction,
        classDisjoint,
        maxRejectFraction,
        limits);
    if (source.readsPath() && path.isBlank()) {
      throw new IllegalArgumentException(
          "path must name the data set where source is " + source.name() + ", got '" + path + "'");
    }
  }
}
