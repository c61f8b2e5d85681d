package org.semblance.prep;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.Path;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Row;
import org.apache.spark.util.SerializableConfiguration;
import org.apache.spark.util.TaskCompletionListener;
import org.jspecify.annotations.Nullable;
import org.semblance.table.ImageTable;
import org.semblance.table.ShardEntry;
import org.semblance.table.ShardTable;
import org.semblance.table.Split;

/**
 * Writes the images of a partition, sorted by shard, one file per shard, and gives their index
 * rows. A file's name holds the task's attempt, so that attempts cannot overwrite each other.
 *
 * @param folder receives the files
 */
record WriteShards(Broadcast<SerializableConfiguration> hadoop, String folder)
    implements MapPartitionsFunction<Row, Row> {

  @Override
  public Iterator<Row> call(Iterator<Row> images) {
    TaskContext task = TaskContext.get();
    Writing writing =
        new Writing(images, new Path(folder), task.taskAttemptId(), hadoop.value().value());
    task.addTaskCompletionListener(writing);
    return writing;
  }

  /** Index rows, made while images are written. */
  private static final class Writing implements Iterator<Row>, TaskCompletionListener {

    private final Iterator<Row> images;
    private final Path folder;
    private final long attempt;
    private final Configuration hadoop;
    private @Nullable FSDataOutputStream output;
    private int shard = -1;

    Writing(Iterator<Row> images, Path folder, long attempt, Configuration hadoop) {
      this.images = images;
      this.folder = folder;
      this.attempt = attempt;
      this.hadoop = hadoop;
    }

    @Override
    public boolean hasNext() {
      boolean more = images.hasNext();
      if (!more) {
        close();
      }
      return more;
    }

    @Override
    public Row next() {
      Row image = images.next();
      int next = image.<Integer>getAs(ShardTable.SHARD);
      String file = "shard-%05d-%d.bin".formatted(next, attempt);
      try {
        if (output == null || next != shard) {
          close();
          Path path = new Path(folder, file);
          output = path.getFileSystem(hadoop).create(path, true);
          shard = next;
        }
        return ShardTable.toRow(append(output, image, file));
      } catch (IOException failure) {
        throw new UncheckedIOException("cannot write " + file, failure);
      }
    }

    private ShardEntry append(FSDataOutputStream stream, Row image, String file)
        throws IOException {
      byte[] content = image.getAs(ImageTable.CONTENT);
      int offset = Math.toIntExact(stream.getPos());
      stream.write(content);
      return new ShardEntry(
          image.<Long>getAs(ImageTable.IMAGE_ID),
          image.<Integer>getAs(ImageTable.CLASS_ID),
          Split.fromColumnValue(image.getAs(ImageTable.SPLIT)),
          shard,
          file,
          offset,
          content.length,
          ShardEntry.checksum(content));
    }

    @Override
    public void onTaskCompletion(TaskContext task) {
      close();
    }

    private void close() {
      try {
        if (output != null) {
          output.close();
          output = null;
        }
      } catch (IOException failure) {
        throw new UncheckedIOException("cannot close shard " + shard + " in " + folder, failure);
      }
    }
  }
}
