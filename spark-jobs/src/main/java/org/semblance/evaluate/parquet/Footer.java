package org.semblance.evaluate.parquet;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.ValuesType;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.schema.MessageType;
import org.semblance.evaluate.input.KeyType;
import org.semblance.evaluate.input.TableFile;
import org.semblance.fault.SemblanceException;

/** What the end of a file says of the rest. */
record Footer(TableFile part, MessageType schema, List<BlockMetaData> groups) {

  static Footer read(TableFile part, Configuration hadoop) {
    try (ParquetFileReader reader = FooterReader.open(part.path(), hadoop)) {
      return new Footer(part, reader.getFileMetaData().getSchema(), reader.getRowGroups());
    } catch (IOException | RuntimeException failure) {
      throw Unreadable.file(part, failure);
    }
  }

  boolean has(String column) {
    return part.folders().containsKey(column) || schema.containsField(column);
  }

  long rows() {
    return groups.stream().mapToLong(BlockMetaData::getRowCount).sum();
  }

  /** What the values of {@code column} are as keys; NOTHING where all of them are null. */
  Optional<KeyType> key(String column) {
    if (part.folders().containsKey(column)) {
      return Optional.of(KeyType.TEXT);
    }
    Optional<KeyType> type = KeyField.of(schema, column).map(KeyField::type);
    return type.isPresent() && chunks(column).stream().allMatch(Footer::isNull)
        ? Optional.of(KeyType.NOTHING)
        : type;
  }

  private static boolean isNull(ColumnChunkMetaData chunk) {
    return chunk.getStatistics() != null
        && chunk.getStatistics().isNumNullsSet()
        && chunk.getStatistics().getNumNulls() == chunk.getValueCount();
  }

  /** About what the vectors of row group {@code group} take as float32. */
  long vectorBytes(String column, int group) {
    return Float.BYTES
        * groups.get(group).getColumns().stream()
            .filter(chunk -> chunk.getPath().toArray()[0].equals(column))
            .mapToLong(ColumnChunkMetaData::getValueCount)
            .max()
            .orElse(0);
  }

  private List<ColumnChunkMetaData> chunks(String column) {
    return groups.stream()
        .flatMap(group -> group.getColumns().stream())
        .filter(chunk -> chunk.getPath().toArray()[0].equals(column))
        .toList();
  }

  /**
   * Looks whether {@code column} can be decoded.
   *
   * @throws SemblanceException data, naming file, column and codec or encoding, if not
   */
  void requireReadable(String column) {
    for (ColumnChunkMetaData chunk : chunks(column)) {
      requireCodec(column, chunk.getCodec());
      if (chunk.getEncodings().contains(Encoding.BYTE_STREAM_SPLIT)) {
        requireByteStreamSplit(column, chunk);
      }
    }
  }

  private void requireCodec(String column, CompressionCodecName codec) {
    String name = codec.getHadoopCompressionCodecClassName();
    try {
      if (name != null) {
        Class.forName(name, false, ParquetFileReader.class.getClassLoader());
      }
    } catch (ClassNotFoundException missing) {
      throw SemblanceException.data(
          "%s: column %s is compressed by %s, which cannot be read here: write the table again with zstd, snappy or gzip"
              .formatted(part.name(), column, codec));
    }
  }

  private void requireByteStreamSplit(String column, ColumnChunkMetaData chunk) {
    ColumnDescriptor descriptor = schema.getColumnDescription(chunk.getPath().toArray());
    try {
      var unused = Encoding.BYTE_STREAM_SPLIT.getValuesReader(descriptor, ValuesType.VALUES);
    } catch (RuntimeException unsupported) {
      throw SemblanceException.data(
          "%s: column %s has encoding BYTE_STREAM_SPLIT of %s, which cannot be read here: write the table again without that encoding"
              .formatted(part.name(), column, TypeNames.of(descriptor.getPrimitiveType())));
    }
  }

  /** The names of all columns, those of folders last. */
  List<String> columns() {
    List<String> names = new ArrayList<>();
    schema.getFields().forEach(field -> names.add(field.getName()));
    part.folders().keySet().stream().filter(name -> !names.contains(name)).forEach(names::add);
    return names;
  }

  /** The type of {@code column} as messages name it. */
  String type(String column) {
    return part.folders().containsKey(column) ? "folder" : TypeNames.of(schema.getType(column));
  }

  @Override
  public String toString() {
    return part.path() + " " + Arrays.toString(columns().toArray());
  }
}
