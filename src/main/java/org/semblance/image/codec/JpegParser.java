package org.semblance.image.codec;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.semblance.image.UndecodableImageException;
import org.semblance.image.UndecodableImageException.Reason;

/**
 * Walks the markers of a JPEG file (ITU-T T.81, annex B) up to its end-of-image marker, which a
 * truncated file lacks.
 */
final class JpegParser {

  private static final int FILL = 0xFF;
  private static final int END_OF_IMAGE = 0xD9;
  private static final int START_OF_SCAN = 0xDA;
  private static final int COMMENT = 0xFE;
  private static final int APP0 = 0xE0;
  private static final int APP1 = 0xE1;
  private static final int APP14 = 0xEE;
  private static final int APP15 = 0xEF;
  private static final byte[] JFIF = {'J', 'F', 'I', 'F', 0};
  private static final byte[] ADOBE = {'A', 'd', 'o', 'b', 'e'};
  private static final byte[] RGB_IDS = {'R', 'G', 'B'};
  private static final int NO_ADOBE = -1;

  private final byte[] file;
  private final ByteArrayOutputStream kept;
  private int at = 2;
  private int frame;
  private int frameAt;
  private boolean jfif;
  private int adobeTransform = NO_ADOBE;
  private int scans;
  private boolean exifRead;
  private @Nullable Orientation orientation;

  JpegParser(byte[] file) {
    this.file = file;
    this.kept = new ByteArrayOutputStream(file.length);
  }

  JpegStructure parse() {
    int marker = nextMarker();
    while (marker != END_OF_IMAGE) {
      if (!standsAlone(marker)) {
        takeSegment(marker);
      }
      marker = nextMarker();
    }
    if (frame == 0) {
      throw new UndecodableImageException(Reason.CORRUPT, "the JPEG file has no frame header");
    }
    return structure();
  }

  private JpegStructure structure() {
    int components = frameByte(5);
    boolean luminance = components == 4 ? adobeTransform > 0 : components == 3 && !storesRgb();
    return new JpegStructure(
        frame,
        frameByte(0),
        frameByte(3) << 8 | frameByte(4),
        frameByte(1) << 8 | frameByte(2),
        components,
        luminance,
        scans,
        orientation == null ? Orientation.UPRIGHT : orientation,
        essence(components, luminance));
  }

  /**
   * libjpeg's rule (jdapimin.c): JFIF, then Adobe's transform, then the component names. Of four
   * components, all of Adobe's transforms but 0 are YCCK.
   */
  private boolean storesRgb() {
    if (jfif || adobeTransform != NO_ADOBE) {
      return !jfif && adobeTransform == 0;
    }
    for (int i = 0; i < 3; i++) {
      if (frameByte(6 + 3 * i) != RGB_IDS[i]) {
        return false;
      }
    }
    return true;
  }

  private byte[] essence(int components, boolean luminance) {
    int transform = luminance ? components == 4 ? 2 : 1 : 0;
    byte[] head = {
      (byte) FILL,
      (byte) 0xD8,
      (byte) FILL,
      (byte) APP14,
      0,
      14,
      'A',
      'd',
      'o',
      'b',
      'e',
      0,
      100,
      0,
      0,
      0,
      0,
      (byte) transform
    };
    // Gray needs no statement, and a decoder may find Adobe's odd there.
    int headBytes = components == 1 ? 2 : head.length;
    byte[] essence = Arrays.copyOf(head, headBytes + kept.size() + 2);
    System.arraycopy(kept.toByteArray(), 0, essence, headBytes, kept.size());
    essence[essence.length - 2] = (byte) FILL;
    essence[essence.length - 1] = (byte) END_OF_IMAGE;
    return essence;
  }

  /** Moves behind the next marker, skipping what cannot be one. */
  private int nextMarker() {
    while (at + 1 < file.length) {
      int code = file[at + 1] & 0xFF;
      if ((file[at] & 0xFF) == FILL && code != 0 && code != FILL) {
        at += 2;
        return code;
      }
      at++;
    }
    throw new UndecodableImageException(
        Reason.TRUNCATED, "the JPEG file has no end-of-image marker in " + file.length + " bytes");
  }

  private static boolean standsAlone(int marker) {
    return marker == 0x01 || (marker >= 0xD0 && marker <= 0xD8);
  }

  private void takeSegment(int marker) {
    int length = at + 1 < file.length ? (file[at] & 0xFF) << 8 | (file[at + 1] & 0xFF) : 2;
    int end = at + length;
    if (length < 2) {
      throw new UndecodableImageException(
          Reason.CORRUPT, "the JPEG segment at byte " + at + " says it has " + length + " bytes");
    }
    if (end > file.length) {
      throw new UndecodableImageException(
          Reason.TRUNCATED,
          "the JPEG segment at byte " + at + " ends behind the last of " + file.length + " bytes");
    }
    if (marker >= APP0 && marker <= APP15) {
      takeApplicationSegment(marker, at + 2, end);
    } else if (marker != COMMENT) {
      if (isFrame(marker)) {
        takeFrame(marker, length);
      }
      if (marker == START_OF_SCAN) {
        scans++;
        end = scanEnd(end);
      }
      kept.write(FILL);
      kept.write(marker);
      kept.write(file, at, end - at);
    }
    at = end;
  }

  private void takeApplicationSegment(int marker, int start, int end) {
    if (marker == APP0 && holds(JFIF, start, end)) {
      jfif = true;
    } else if (marker == APP1 && !exifRead && Orientation.isExif(file, start, end)) {
      // The first one counts: later ones are of images within the image, or left by editors.
      exifRead = true;
      orientation = Orientation.ofExif(file, start, end);
    } else if (marker == APP14 && holds(ADOBE, start, end) && end - start >= 12) {
      adobeTransform = file[start + 11] & 0xFF;
    }
  }

  private void takeFrame(int marker, int length) {
    if (frame != 0 || length < 8 || length < 8 + 3 * (file[at + 7] & 0xFF)) {
      throw new UndecodableImageException(
          Reason.CORRUPT, "the JPEG frame header at byte " + at + " is damaged or the second one");
    }
    frame = marker;
    frameAt = at + 2;
  }

  /** The first marker behind entropy-coded data; restart markers belong to it. */
  private int scanEnd(int start) {
    for (int i = start; i + 1 < file.length; i++) {
      int code = file[i + 1] & 0xFF;
      if ((file[i] & 0xFF) == FILL && code != 0 && code != FILL && !standsAlone(code)) {
        return i;
      }
    }
    return file.length;
  }

  private static boolean isFrame(int marker) {
    return marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
  }

  private boolean holds(byte[] name, int start, int end) {
    return end - start >= name.length
        && Arrays.equals(file, start, start + name.length, name, 0, name.length);
  }

  private int frameByte(int index) {
    return file[frameAt + index] & 0xFF;
  }
}
