package org.semblance.image;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Iterator;
import javax.imageio.ImageReader;
import javax.imageio.spi.IIORegistry;
import javax.imageio.spi.ImageReaderSpi;

/** The readers that are part of every JDK, whatever plug-ins a cluster's class path adds. */
final class JdkReader {

  private static final String JDK_PACKAGE = "com.sun.imageio.";
  private static final ImageReaderSpi JPEG = find("jpeg");
  private static final ImageReaderSpi GIF = find("gif");
  private static final ImageReaderSpi BMP = find("bmp");

  private JdkReader() {}

  static ImageReader openJpeg() {
    return open(JPEG);
  }

  static ImageReader openGif() {
    return open(GIF);
  }

  static ImageReader openBmp() {
    return open(BMP);
  }

  private static ImageReader open(ImageReaderSpi provider) {
    try {
      return provider.createReaderInstance();
    } catch (IOException failure) {
      throw new UncheckedIOException("cannot open " + provider, failure);
    }
  }

  private static ImageReaderSpi find(String format) {
    Iterator<ImageReaderSpi> providers =
        IIORegistry.getDefaultInstance().getServiceProviders(ImageReaderSpi.class, true);
    while (providers.hasNext()) {
      ImageReaderSpi provider = providers.next();
      if (provider.getClass().getName().startsWith(JDK_PACKAGE)
          && Arrays.asList(provider.getFormatNames()).contains(format)) {
        return provider;
      }
    }
    throw new IllegalStateException("this Java runtime has no " + format + " reader");
  }
}
