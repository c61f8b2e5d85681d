package org.semblance.image.codec;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.HexFormat;
import java.util.regex.Pattern;
import org.semblance.image.UndecodableImageException;
import org.semblance.image.UndecodableImageException.Reason;

/** What is not decoded, told apart by its first bytes so that it can be refused by its name. */
enum ForeignFormat {
  TIFF("a TIFF image", "II[*+]\0|MM\0[*+]"),
  AVIF("an AVIF image", ".{4}ftyp.{0,40}?avi[fs]"),
  HEIC("a HEIC image", ".{4}ftyp(hei[cmsx]|hev[cmsx]|mif1|msf1)"),
  CANON_RAW("a Canon raw image", ".{4}ftypcrx "),
  VIDEO("an MP4 or QuickTime video", ".{4}(ftyp|moov|mdat|wide)"),
  JPEG_2000("a JPEG 2000 image", "\0\0\0\fjP {2}|\u00ffO\u00ffQ"),
  JPEG_XL("a JPEG XL image", "\u00ff\n|\0\0\0\fJXL "),
  JPEG_XR("a JPEG XR image", "II\u00bc"),
  ICON("an icon (ICO)", "\0\0\1\0(?!\0\0)"),
  CURSOR("a cursor (CUR)", "\0\0\2\0(?!\0\0)"),
  PHOTOSHOP("a Photoshop document (PSD)", "8BPS"),
  NETPBM("a PBM, PGM, PPM or PAM image", "P[1-7][\\s#]"),
  QOI("a QOI image", "qoif"),
  DDS("a DDS texture", "DDS "),
  EXR("an OpenEXR image", "v/1\1"),
  RADIANCE("a Radiance HDR image", "#\\?(RADIANCE|RGBE)"),
  FITS("a FITS file", "SIMPLE {2}="),
  DICOM("a DICOM file", ".{128}DICM"),
  GIMP("a GIMP document (XCF)", "gimp xcf"),
  AVI("an AVI video", "RIFF.{4}AVI "),
  PDF("a PDF document", "%PDF"),
  POSTSCRIPT("a PostScript document", "%!PS"),
  HTML(
      "an HTML page",
      "(?i)\\s*(<!--.{0,900}?-->\\s*)?(<\\?xml[^>]*>\\s*)?(<!doctype html|<html|<head|<body)"),
  SVG("an SVG drawing", "(?i)\\s*(<\\?xml[^>]*>\\s*)?(<!--.{0,900}?-->\\s*)?(<!doctype svg|<svg)"),
  XML("an XML document", "\\s*<(\\?xml|[Ee]rror)"),
  JSON("JSON text", "\\s*(\\{\\s*[\"}]|\\[\\s*[\\[{\"])"),
  GIT_LFS("a Git LFS pointer, run git lfs pull", "version https://git-lfs"),
  GIT_ANNEX("a git-annex pointer, run git annex get", "/annex/objects/"),
  GZIP("gzip-compressed", "\u001f\u008b"),
  ZIP("a zip archive", "PK(\3\4|\5\6)"),
  BZIP2("bzip2-compressed", "BZh[1-9]"),
  XZ("xz-compressed", "\u00fd7zXZ\0"),
  ZSTD("zstd-compressed", "\\(\u00b5/\u00fd"),
  SEVEN_ZIP("a 7z archive", "7z\u00bc\u00af"),
  RAR("a RAR archive", "Rar!"),
  TAR("a tar archive", ".{257}ustar"),
  NUMPY("a NumPy array", "\u0093NUMPY"),
  HDF5("an HDF5 file", "\u0089HDF"),
  PARQUET("a Parquet file", "PAR1"),
  ZEROS("nothing but zeros", "\0{16}"),
  /** Has no signature; a header that one could have. */
  TGA("a TGA image", ".[\0\1][\1-\3\t-\u000b].{13}[\b\u000f\u0010\u0018 ][\0-?]");

  /** Enough for the comment that some documents start with. */
  private static final int HEAD_BYTES = 2048;

  private static final int SHOWN_BYTES = 8;
  private static final String BYTE_ORDER_MARK = "\u00ef\u00bb\u00bf";
  private static final String READ = "JPEG, PNG, GIF, BMP and WebP are read";

  private final String description;
  private final Pattern start;

  ForeignFormat(String description, String start) {
    this.description = description;
    this.start = Pattern.compile(start, Pattern.DOTALL);
  }

  /** Why {@code file}, which no decoder takes, is refused. */
  static UndecodableImageException refusal(byte[] file) {
    String head = new String(file, 0, Math.min(HEAD_BYTES, file.length), ISO_8859_1);
    String text = head.startsWith(BYTE_ORDER_MARK) ? head.substring(3) : head;
    for (ForeignFormat format : values()) {
      if (format.start.matcher(text).lookingAt()) {
        return refusal("the file is " + format.description + "; " + READ);
      }
    }
    int shown = Math.min(SHOWN_BYTES, file.length);
    String hex = HexFormat.ofDelimiter(" ").formatHex(file, 0, shown);
    return refusal("the first bytes are of no known image format: " + hex);
  }

  private static UndecodableImageException refusal(String what) {
    return new UndecodableImageException(Reason.NOT_AN_IMAGE, what);
  }
}
