package org.semblance.image.codec;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Iterator;
import javax.imageio.ImageReader;
import javax.imageio.event.IIOReadProgressListener;
import javax.imageio.spi.IIORegistry;
import javax.imageio.spi.ImageReaderSpi;
import javax.imageio.stream.MemoryCacheImageInputStream;
import org.semblance.image.ImageFormat;
import org.semblance.image.UndecodableImageException;
import org.semblance.image.UndecodableImageException.Reason;

/** The readers that are part of every JDK, whatever plug-ins a cluster's class path adds. */
final class JdkReader {

  private static final String JDK_PACKAGE = "com.sun.imageio.";
  private static final ImageReaderSpi JPEG = find("jpeg");
  private static final ImageReaderSpi BMP = find("bmp");

  private JdkReader() {}

  /** What a reader is asked for. */
  interface Reading<T> {
    T from(ImageReader reader) throws IOException;
  }

  /** Lets the reader of {@code format} read {@code file}, for as long as the budget lasts. */
  static <T> T read(ImageFormat format, byte[] file, DecodeBudget budget, Reading<T> reading) {
    ImageReader reader = open(format);
    try {
      reader.addIIOReadProgressListener(new TimeLimit(budget));
      reader.setInput(new MemoryCacheImageInputStream(new ByteArrayInputStream(file)), true);
      T read = reading.from(reader);
      budget.requireTime();
      return read;
    } catch (EOFException failure) {
      throw new UndecodableImageException(
          Reason.TRUNCATED, "the " + format + " file ends within its image", failure);
    } catch (IOException failure) {
      throw new UndecodableImageException(
          Reason.CORRUPT, "the " + format + " data is damaged: " + rootMessage(failure), failure);
    } finally {
      reader.dispose();
    }
  }

  private static String rootMessage(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root.getMessage() == null ? root.toString() : root.getMessage();
  }

  private static ImageReader open(ImageFormat format) {
    ImageReaderSpi provider =
        switch (format) {
          case JPEG -> JPEG;
          case BMP -> BMP;
          case PNG, GIF, WEBP ->
              throw new IllegalArgumentException(format + " has another decoder");
        };
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

  /** Aborts a reader of the JDK, which reports its progress row by row, once the time is spent. */
  private record TimeLimit(DecodeBudget budget) implements IIOReadProgressListener {

    @Override
    public void imageProgress(ImageReader source, float percentageDone) {
      if (budget.isSpent()) {
        source.abort();
      }
    }

    @Override
    public void imageStarted(ImageReader source, int imageIndex) {}

    @Override
    public void imageComplete(ImageReader source) {}

    @Override
    public void readAborted(ImageReader source) {}

    @Override
    public void sequenceStarted(ImageReader source, int minIndex) {}

    @Override
    public void sequenceComplete(ImageReader source) {}

    @Override
    public void thumbnailStarted(ImageReader source, int imageIndex, int thumbnailIndex) {}

    @Override
    public void thumbnailProgress(ImageReader source, float percentageDone) {}

    @Override
    public void thumbnailComplete(ImageReader source) {}
  }
}
