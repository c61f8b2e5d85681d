package org.semblance.image.hostile;

import com.luciad.imageio.webp.WebPImageWriterSpi;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.semblance.image.RgbImage;
import org.semblance.image.TestImages;

/** Files of the five formats, in some of their forms, for mutation. */
public final class ValidFiles {

  private ValidFiles() {}

  public static List<byte[]> all() {
    List<byte[]> files = new ArrayList<>();
    BufferedImage rgb = picture(TestImages.ramp(61, 47), BufferedImage.TYPE_3BYTE_BGR);
    BufferedImage rgba = picture(TestImages.noise(23, 31), BufferedImage.TYPE_4BYTE_ABGR);
    BufferedImage gray = picture(TestImages.ramp(40, 40), BufferedImage.TYPE_BYTE_GRAY);
    BufferedImage indexed = picture(TestImages.ramp(50, 30), BufferedImage.TYPE_BYTE_INDEXED);
    BufferedImage bits = picture(TestImages.ramp(33, 20), BufferedImage.TYPE_BYTE_BINARY);
    BufferedImage words = picture(TestImages.ramp(30, 20), BufferedImage.TYPE_USHORT_GRAY);
    for (BufferedImage image : List.of(rgb, rgba, gray, indexed, bits, words)) {
      files.add(written(image, "png", false));
    }
    files.add(written(rgb, "png", true));
    for (BufferedImage image : List.of(rgb, gray)) {
      files.add(written(image, "jpeg", false));
      files.add(written(image, "jpeg", true));
    }
    // Large enough to be decoded at a quarter.
    files.add(TestImages.jpeg(TestImages.ramp(210, 150)));
    files.add(written(indexed, "gif", false));
    files.add(written(gray, "gif", true));
    for (BufferedImage image : List.of(rgb, gray, indexed, bits)) {
      files.add(written(image, "bmp", false));
    }
    files.add(webp(rgb, "Lossy"));
    files.add(webp(rgba, "Lossy"));
    files.add(webp(rgba, "Lossless"));
    return List.copyOf(files);
  }

  /** A WebP file. */
  public static byte[] webp(RgbImage image) {
    return webp(picture(image, BufferedImage.TYPE_3BYTE_BGR), "Lossless");
  }

  private static BufferedImage picture(RgbImage image, int type) {
    BufferedImage picture = new BufferedImage(image.width(), image.height(), type);
    for (int y = 0, at = 0; y < image.height(); y++) {
      for (int x = 0; x < image.width(); x++, at += 3) {
        byte[] p = image.pixels();
        int alpha = 255 - x;
        int rgb = (p[at] & 0xFF) << 16 | (p[at + 1] & 0xFF) << 8 | (p[at + 2] & 0xFF);
        picture.setRGB(x, y, alpha << 24 | rgb);
      }
    }
    return picture;
  }

  private static byte[] written(BufferedImage image, String format, boolean progressive) {
    ImageWriter writer = ImageIO.getImageWritersByFormatName(format).next();
    ImageWriteParam parameters = writer.getDefaultWriteParam();
    if (parameters.canWriteProgressive()) {
      parameters.setProgressiveMode(
          progressive ? ImageWriteParam.MODE_DEFAULT : ImageWriteParam.MODE_DISABLED);
    }
    return written(image, writer, parameters);
  }

  private static byte[] webp(BufferedImage image, String compression) {
    ImageWriter writer = new WebPImageWriterSpi().createWriterInstance(null);
    ImageWriteParam parameters = writer.getDefaultWriteParam();
    parameters.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
    parameters.setCompressionType(compression);
    return written(image, writer, parameters);
  }

  private static byte[] written(
      BufferedImage image, ImageWriter writer, ImageWriteParam parameters) {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    try (MemoryCacheImageOutputStream output = new MemoryCacheImageOutputStream(file)) {
      writer.setOutput(output);
      writer.write(null, new IIOImage(image, null, null), parameters);
    } catch (IOException impossible) {
      throw new UncheckedIOException("cannot write into memory", impossible);
    } finally {
      writer.dispose();
    }
    return file.toByteArray();
  }
}
