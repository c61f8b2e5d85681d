package org.semblance.source.files;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.ZipException;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.zip.UnsupportedZipFeatureException;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveInputStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.util.SerializableConfiguration;
import org.jspecify.annotations.Nullable;
import org.semblance.source.BoundedReads;
import org.semblance.source.ContentReader;
import org.semblance.source.ImageContent;
import org.semblance.source.Place;
import org.semblance.source.SourceImage;
import org.semblance.source.UnusableContentException;
import org.semblance.table.RejectReason;

/** Members of archives, each read where its place says. */
public record ArchiveContent(List<String> archives, SerializableConfiguration hadoop)
    implements ImageContent {

  private static final int BUFFER = 1 << 16;

  @Override
  public ContentReader open(long maxBytes) {
    return new Members(archives, hadoop.value(), maxBytes);
  }

  @Override
  public int mostReaders(int cores) {
    boolean indexed =
        archives.stream().noneMatch(archive -> ArchiveKind.of(archive) == ArchiveKind.TAR_GZ);
    return indexed ? Integer.MAX_VALUE : Math.max(cores, archives.size());
  }

  private static final class Members implements ContentReader {

    private final List<String> archives;
    private final Configuration hadoop;
    private final long maxBytes;
    private final Map<Integer, SeekableStream> channels = new HashMap<>();
    private final Map<Integer, Forward> streams = new HashMap<>();

    Members(List<String> archives, Configuration hadoop, long maxBytes) {
      this.archives = archives;
      this.hadoop = hadoop;
      this.maxBytes = maxBytes;
    }

    @Override
    public byte[] read(SourceImage image) throws IOException {
      if (!(image.place() instanceof Place.Packed packed)) {
        throw new FileNotFoundException("the archive has no entry " + image.location());
      }
      BoundedReads.requireBytes(packed.bytes(), maxBytes);
      ArchiveKind kind = ArchiveKind.of(archives.get(packed.archive()));
      byte[] content =
          kind == ArchiveKind.ZIP
              ? unzipped(packed)
              : kind == ArchiveKind.TAR ? raw(packed) : forward(packed);
      requireChecksum(content, packed);
      return content;
    }

    private static void requireChecksum(byte[] content, Place.Packed packed) throws IOException {
      CRC32 sum = new CRC32();
      sum.update(content);
      if (packed.crc32() >= 0 && sum.getValue() != packed.crc32()) {
        throw new UnusableContentException(
            RejectReason.CORRUPT,
            "its checksum differs from the archive's: fetch the archive again");
      }
    }

    private byte[] unzipped(Place.Packed packed) throws IOException {
      InputStream stream = Channels.newInputStream(channel(packed).position(packed.offset()));
      ZipArchiveInputStream zip =
          new ZipArchiveInputStream(
              new BufferedInputStream(stream, BUFFER), StandardCharsets.UTF_8.name(), false, true);
      try {
        ZipArchiveEntry entry = zip.getNextEntry();
        if (entry == null) {
          throw new UnusableContentException(RejectReason.CORRUPT, "the archive has lost it");
        }
        return BoundedReads.readAll(zip, packed.bytes(), maxBytes);
      } catch (UnsupportedZipFeatureException failure) {
        throw new UnusableContentException(
            RejectReason.UNSUPPORTED, String.valueOf(failure.getMessage()));
      } catch (EOFException | ZipException failure) {
        throw new UnusableContentException(
            RejectReason.CORRUPT, "its compressed bytes are damaged: " + failure.getMessage());
      }
    }

    private byte[] raw(Place.Packed packed) throws IOException {
      SeekableStream channel = channel(packed);
      channel.position(packed.offset());
      ByteBuffer content = ByteBuffer.allocate(Math.toIntExact(packed.bytes()));
      while (content.hasRemaining()) {
        if (channel.read(content) < 0) {
          throw new UnusableContentException(RejectReason.TRUNCATED, "the archive ends within it");
        }
      }
      return content.array();
    }

    private SeekableStream channel(Place.Packed packed) throws IOException {
      SeekableStream channel = channels.get(packed.archive());
      if (channel == null) {
        channel = SeekableStream.open(path(packed), hadoop);
        channels.put(packed.archive(), channel);
      }
      return channel;
    }

    /** Goes on from the member before, or from the start where that lies behind. */
    private byte[] forward(Place.Packed packed) throws IOException {
      Forward stream = streams.get(packed.archive());
      if (stream == null || stream.next() > packed.offset()) {
        if (stream != null) {
          stream.close();
        }
        stream = new Forward(ArchiveIndex.open(path(packed), ArchiveKind.TAR_GZ, hadoop));
        streams.put(packed.archive(), stream);
      }
      return stream.read(packed, maxBytes);
    }

    private Path path(Place.Packed packed) {
      return new Path(URI.create(archives.get(packed.archive())));
    }

    @Override
    public void close() throws IOException {
      for (SeekableStream channel : channels.values()) {
        channel.close();
      }
      for (Forward stream : streams.values()) {
        stream.close();
      }
    }
  }

  /** A compressed tar, counted by its files. */
  private static final class Forward {

    private final TarArchiveInputStream tar;
    private long next;

    Forward(TarArchiveInputStream tar) {
      this.tar = tar;
    }

    long next() {
      return next;
    }

    byte[] read(Place.Packed packed, long maxBytes) throws IOException {
      while (true) {
        @Nullable TarArchiveEntry entry = tar.getNextEntry();
        if (entry == null) {
          throw new UnusableContentException(RejectReason.TRUNCATED, "the archive ends before it");
        }
        if (!entry.isDirectory() && next++ == packed.offset()) {
          return BoundedReads.readAll(tar, packed.bytes(), maxBytes);
        }
      }
    }

    void close() throws IOException {
      tar.close();
    }
  }
}
