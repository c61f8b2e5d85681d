package org.semblance.training;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.semblance.train.checkpoint.RunStorage;

/**
 * A run directory on any Hadoop file system.
 *
 * @param root folder that paths are relative to
 */
public record HadoopStorage(Configuration hadoop, Path root) implements RunStorage {

  @Override
  public OutputStream create(String path) throws IOException {
    return files().create(new Path(root, path), true);
  }

  @Override
  public InputStream open(String path) throws IOException {
    return files().open(new Path(root, path));
  }

  @Override
  public List<String> list(String folder) throws IOException {
    try {
      return Arrays.stream(files().listStatus(new Path(root, folder)))
          .map(FileStatus::getPath)
          .map(Path::getName)
          .sorted()
          .toList();
    } catch (FileNotFoundException absent) {
      return List.of();
    }
  }

  @Override
  public void delete(String path) throws IOException {
    files().delete(new Path(root, path), true);
  }

  @Override
  public String describe(String path) {
    return new Path(root, path).toString();
  }

  private FileSystem files() throws IOException {
    return root.getFileSystem(hadoop);
  }
}
