package org.semblance.image.codec;

/**
 * What the markers of a JPEG file say, and the file reduced to what its pixels depend on.
 *
 * @param frame marker of the frame header (0xC0 baseline, 0xC1 extended, 0xC2 progressive, ...)
 * @param precision bits of a sample
 * @param components 1 gray, 3 RGB or YCbCr, 4 CMYK or YCCK
 * @param luminanceCoded whether the first three components are YCbCr
 * @param scans of the entropy-coded data
 * @param orientation from the first EXIF segment
 * @param essence the file without application and comment segments, with one Adobe segment that
 *     states the color coding; ends with the end-of-image marker
 */
record JpegStructure(
    int frame,
    int precision,
    int width,
    int height,
    int components,
    boolean luminanceCoded,
    int scans,
    Orientation orientation,
    byte[] essence) {

  static JpegStructure of(byte[] file) {
    return new JpegParser(file).parse();
  }
}
