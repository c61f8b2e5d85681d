package org.semblance.evaluate.parquet;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.HadoopReadOptions;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.SchemaElement;
import org.apache.parquet.format.Util;
import org.apache.parquet.format.converter.ParquetMetadataConverter;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.metadata.ParquetMetadata;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.apache.parquet.io.SeekableInputStream;
import org.jspecify.annotations.Nullable;
import org.semblance.evaluate.input.LocalNames;

/**
 * Opens files whose columns may have types that the library does not know yet, such as float16:
 * these are what they are stored as.
 */
@SuppressWarnings("deprecation") // of the open that takes a footer, which has no successor
final class FooterReader {

  private static final int LENGTH_BYTES = 4;
  private static final int TAIL_BYTES = LENGTH_BYTES + 4;
  private static final String MAGIC = "PAR1";
  private static final String ENCRYPTED = "PARE";

  private FooterReader() {}

  static ParquetFileReader open(String file, Configuration configuration) throws IOException {
    Path path = new Path(file);
    Configuration hadoop = LocalNames.readable(path, configuration);
    HadoopInputFile input = HadoopInputFile.fromPath(path, hadoop);
    FileMetaData plain = plain(input);
    if (plain == null) {
      return ParquetFileReader.open(input, HadoopReadOptions.builder(hadoop, path).build());
    }
    plain.getSchema().forEach(FooterReader::forgetUnknownType);
    ParquetMetadata footer = new ParquetMetadataConverter().fromParquetMetadata(plain);
    return ParquetFileReader.open(hadoop, path, footer);
  }

  private static void forgetUnknownType(SchemaElement element) {
    if (element.isSetLogicalType() && element.getLogicalType().getSetField() == null) {
      element.unsetLogicalType();
    }
  }

  /** The footer, or null where it is encrypted. */
  private static @Nullable FileMetaData plain(HadoopInputFile file) throws IOException {
    long length = file.getLength();
    if (length < MAGIC.length() + TAIL_BYTES) {
      throw new IOException("it has " + length + " bytes only");
    }
    try (SeekableInputStream input = file.newStream()) {
      byte[] tail = new byte[TAIL_BYTES];
      input.seek(length - TAIL_BYTES);
      input.readFully(tail);
      String magic = new String(tail, LENGTH_BYTES, MAGIC.length(), StandardCharsets.ISO_8859_1);
      if (magic.equals(ENCRYPTED)) {
        return null;
      }
      if (!magic.equals(MAGIC)) {
        throw new IOException("its last bytes are not PAR1: it is cut off or something else");
      }
      int size = ByteBuffer.wrap(tail).order(ByteOrder.LITTLE_ENDIAN).getInt();
      if (size < 0 || size > length - MAGIC.length() - TAIL_BYTES) {
        throw new IOException("it claims a footer of " + Integer.toUnsignedString(size) + " bytes");
      }
      byte[] footer = new byte[size];
      input.seek(length - TAIL_BYTES - size);
      input.readFully(footer);
      FileMetaData data = Util.readFileMetaData(new ByteArrayInputStream(footer));
      return data.isSetEncryption_algorithm() ? null : data;
    }
  }
}
