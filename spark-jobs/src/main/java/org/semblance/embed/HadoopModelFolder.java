package org.semblance.embed;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.semblance.model.file.ModelFolder;

/** A model's folder on any Hadoop file system. */
public record HadoopModelFolder(Configuration hadoop, Path folder) implements ModelFolder {

  @Override
  public InputStream open(String name) throws IOException {
    Path file = new Path(folder, name);
    return file.getFileSystem(hadoop).open(file);
  }

  @Override
  public OutputStream create(String name) throws IOException {
    Path file = new Path(folder, name);
    return file.getFileSystem(hadoop).create(file, true);
  }

  @Override
  public String describe(String name) {
    return new Path(folder, name).toString();
  }
}
