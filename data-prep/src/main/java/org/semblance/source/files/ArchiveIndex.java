package org.semblance.source.files;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.jspecify.annotations.Nullable;
import org.semblance.source.Place;
import org.semblance.source.RelativePath;
import org.semblance.source.SourceImage.Problem;
import org.semblance.table.RejectReason;

/** Lists what is in an archive and where, without reading the members. */
final class ArchiveIndex {

  private static final int BUFFER = 1 << 16;
  private static final Charset WINDOWS_NAMES = Charset.forName("IBM437");

  private ArchiveIndex() {}

  /**
   * The files of an archive in the order in which they lie in it.
   *
   * @param number of the archive in the content that reads it
   */
  static List<FileEntry> of(Path archive, ArchiveKind kind, int number, Configuration hadoop)
      throws IOException {
    return switch (kind) {
      case ZIP -> zip(archive, number, hadoop);
      case TAR, TAR_GZ -> tar(archive, kind, number, hadoop);
    };
  }

  @SuppressWarnings("deprecation") // the builder wants a file or a copy in memory
  private static List<FileEntry> zip(Path archive, int number, Configuration hadoop)
      throws IOException {
    List<FileEntry> files = new ArrayList<>();
    try (SeekableStream channel = SeekableStream.open(archive, hadoop);
        ZipFile zip =
            new ZipFile(channel, archive.toString(), StandardCharsets.UTF_8.name(), true, true)) {
      for (ZipArchiveEntry entry : Collections.list(zip.getEntriesInPhysicalOrder())) {
        if (!entry.isDirectory()) {
          Place place =
              new Place.Packed(
                  number, entry.getLocalHeaderOffset(), entry.getSize(), entry.getCrc());
          files.add(entry(zipName(entry), place, zipProblem(entry)));
        }
      }
    }
    return files;
  }

  /** UTF-8 where the archive says so or the bytes allow it, else what Windows' Explorer writes. */
  private static String zipName(ZipArchiveEntry entry) {
    byte[] raw = entry.getRawName();
    if (raw == null || entry.getNameSource() != ZipArchiveEntry.NameSource.NAME) {
      return entry.getName();
    }
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(raw)).toString();
    } catch (CharacterCodingException notUtf8) {
      return new String(raw, WINDOWS_NAMES);
    }
  }

  private static @Nullable Problem zipProblem(ZipArchiveEntry entry) {
    if (entry.isUnixSymlink()) {
      return new Problem(RejectReason.NOT_A_FILE, "it is a link in an archive");
    }
    return entry.getGeneralPurposeBit().usesEncryption()
        ? new Problem(RejectReason.UNSUPPORTED, "it is encrypted")
        : null;
  }

  private static List<FileEntry> tar(
      Path archive, ArchiveKind kind, int number, Configuration hadoop) throws IOException {
    List<FileEntry> files = new ArrayList<>();
    try (TarArchiveInputStream tar = open(archive, kind, hadoop)) {
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        if (!entry.isDirectory()) {
          long offset = kind == ArchiveKind.TAR ? tar.getBytesRead() : files.size();
          files.add(
              entry(
                  entry.getName(),
                  new Place.Packed(number, offset, entry.getSize(), -1),
                  tarProblem(entry)));
        }
      }
    }
    return files;
  }

  /** The members of a tar, one after the other. */
  static TarArchiveInputStream open(Path archive, ArchiveKind kind, Configuration hadoop)
      throws IOException {
    InputStream file = RawFile.open(archive, hadoop);
    try {
      InputStream plain = kind == ArchiveKind.TAR ? file : new GZIPInputStream(file, BUFFER);
      return new TarArchiveInputStream(
          kind == ArchiveKind.TAR ? plain : new BufferedInputStream(plain, BUFFER),
          StandardCharsets.UTF_8.name());
    } catch (IOException | RuntimeException failure) {
      file.close();
      throw failure;
    }
  }

  private static @Nullable Problem tarProblem(TarArchiveEntry entry) {
    return entry.isFile() && !entry.isSymbolicLink() && !entry.isLink() && !entry.isSparse()
        ? null
        : new Problem(RejectReason.NOT_A_FILE, "it is a link or a device in an archive");
  }

  private static FileEntry entry(String name, Place place, @Nullable Problem problem) {
    String unix = name.indexOf('/') < 0 ? name.replace('\\', '/') : name;
    String path = RelativePath.normal(unix);
    return path == null || path.isEmpty()
        ? new FileEntry(
            unix, false, place, new Problem(RejectReason.OUTSIDE, "its path leaves the archive"))
        : new FileEntry(path, false, place, problem);
  }
}
