package org.semblance.image.codec;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.semblance.image.ImageFormat;

class ForeignFormatTest {

  private static final String REST = "\1\2\3 and more than forty further bytes of no importance";

  static Stream<Arguments> formats() {
    return Stream.of(
        arguments("II*\0", "a TIFF image"),
        arguments("MM\0*", "a TIFF image"),
        arguments("II+\0", "a TIFF image"),
        arguments("\0\0\0 ftypavif", "an AVIF image"),
        arguments("\0\0\0 ftypmif1\0\0\0\0mif1avif", "an AVIF image"),
        arguments("\0\0\0 ftypheic", "a HEIC image"),
        arguments("\0\0\0 ftypmif1\0\0\0\0mif1heic", "a HEIC image"),
        arguments("\0\0\0 ftypisom", "an MP4 or QuickTime video"),
        arguments("\0\0\0\fjP  ", "a JPEG 2000 image"),
        arguments("\0\0\0\fJXL ", "a JPEG XL image"),
        arguments("\0\0\1\0\1\0", "an icon (ICO)"),
        arguments("8BPS\0\1", "a Photoshop document (PSD)"),
        arguments("P6\n64 48", "a PBM, PGM, PPM or PAM image"),
        arguments("%PDF-1.7", "a PDF document"),
        arguments("<!DOCTYPE html><html>", "an HTML page"),
        arguments("\n<html lang='en'>", "an HTML page"),
        arguments("<?xml version='1.0'?><svg width='3'", "an SVG drawing"),
        arguments("<svg xmlns='a'", "an SVG drawing"),
        arguments("<!-- drawn --><svg", "an SVG drawing"),
        arguments("<?xml version='1.0'?><Error>", "an XML document"),
        arguments("{\"message\": \"Not Found\"}", "JSON text"),
        arguments(
            "version https://git-lfs.github.com/spec/v1", "a Git LFS pointer, run git lfs pull"),
        arguments("PK\3\4", "a zip archive"),
        arguments("\0\0\2\0\0\0\0\0\0\0\0\0 \0 \0\30\0", "a TGA image"));
  }

  @ParameterizedTest
  @MethodSource("formats")
  void isRefusedByItsName(String start, String name) {
    byte[] file = (start + REST).getBytes(ISO_8859_1);
    assertThat(ImageFormat.of(file)).isNull();
    assertThatThrownBy(() -> ImageDecoder.decode(file))
        .hasMessage("the file is " + name + "; JPEG, PNG, GIF, BMP and WebP are read");
  }

  @Test
  void isFoundBehindAByteOrderMark() {
    byte[] file = "\u00ef\u00bb\u00bf<svg>".getBytes(ISO_8859_1);
    assertThatThrownBy(() -> ImageDecoder.decode(file)).hasMessageContaining("an SVG drawing");
  }

  @Test
  void compressedAndEmptyFilesAreNamed() {
    assertThatThrownBy(() -> ImageDecoder.decode(new byte[] {0x1f, (byte) 0x8b, 8, 0}))
        .hasMessageContaining("the file is gzip-compressed");
    assertThatThrownBy(() -> ImageDecoder.decode(new byte[64]))
        .hasMessageContaining("the file is nothing but zeros");
  }
}
