package org.semblance.prep;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.semblance.image.RgbImage;
import org.semblance.image.StoredFormat;
import org.semblance.image.codec.ImageEncoder;

/** Small files to ingest. */
final class Pictures {

  private Pictures() {}

  static byte[] png(int width, int height) {
    return ImageEncoder.encode(ramp(width, height), StoredFormat.PNG, 100);
  }

  static byte[] jpeg(int width, int height) {
    return ImageEncoder.encode(ramp(width, height), StoredFormat.JPEG, 90);
  }

  /** Writes PNG or JPEG by the file's name. */
  static void write(Path file, int width, int height) throws IOException {
    Files.createDirectories(file.getParent());
    boolean isPng = file.toString().endsWith("png");
    Files.write(file, isPng ? png(width, height) : jpeg(width, height));
  }

  static void zip(Path file, Map<String, byte[]> entries) throws IOException {
    Files.createDirectories(file.getParent());
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
      for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
        zip.putNextEntry(new ZipEntry(entry.getKey()));
        zip.write(entry.getValue());
        zip.closeEntry();
      }
    }
  }

  private static RgbImage ramp(int width, int height) {
    byte[] pixels = new byte[3 * width * height];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) (7 * i);
    }
    return new RgbImage(width, height, pixels);
  }
}
