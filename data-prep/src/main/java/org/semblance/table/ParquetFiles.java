package org.semblance.table;

import java.io.IOException;
import java.util.Arrays;
import java.util.IntSummaryStatistics;
import java.util.List;
import java.util.function.Consumer;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.column.statistics.IntStatistics;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.filter2.compat.FilterCompat.Filter;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.hadoop.example.GroupReadSupport;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;
import org.apache.parquet.hadoop.util.HadoopInputFile;

/** Reads Parquet tables where there is no SparkSession: in the tasks of executors. */
final class ParquetFiles {

  private ParquetFiles() {}

  /** The files of the table in {@code folder}, by name; empty where the folder is missing. */
  static List<Path> list(Configuration hadoop, Path folder) throws IOException {
    FileSystem files = folder.getFileSystem(hadoop);
    if (!files.exists(folder)) {
      return List.of();
    }
    return Arrays.stream(files.listStatus(folder))
        .map(FileStatus::getPath)
        .filter(path -> path.getName().endsWith(".parquet"))
        .sorted()
        .toList();
  }

  /** Gives the rows of {@code file} that pass {@code filter} to {@code row}, in file order. */
  static void read(Configuration hadoop, Path file, Filter filter, Consumer<Group> row)
      throws IOException {
    try (ParquetReader<Group> reader =
        ParquetReader.builder(new GroupReadSupport(), file)
            .withConf(hadoop)
            .withFilter(filter)
            .build()) {
      for (Group group = reader.read(); group != null; group = reader.read()) {
        row.accept(group);
      }
    }
  }

  /**
   * Smallest and largest value of an int32 column, from the file's footer; count 0 without rows.
   */
  static IntSummaryStatistics range(Configuration hadoop, Path file, String column)
      throws IOException {
    IntSummaryStatistics range = new IntSummaryStatistics();
    try (ParquetFileReader reader =
        ParquetFileReader.open(HadoopInputFile.fromPath(file, hadoop))) {
      for (BlockMetaData block : reader.getFooter().getBlocks()) {
        for (ColumnChunkMetaData chunk : block.getColumns()) {
          if (chunk.getPath().toDotString().equals(column)
              && chunk.getStatistics() instanceof IntStatistics statistics
              && statistics.hasNonNullValue()) {
            range.accept(statistics.getMin());
            range.accept(statistics.getMax());
          }
        }
      }
    }
    return range;
  }
}
