package org.semblance.train.checkpoint;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;

/** A run directory as all ranks but the first have it: they read; what they write is dropped. */
public record ReadOnlyStorage(RunStorage storage) implements RunStorage {

  @Override
  public OutputStream create(String path) {
    return OutputStream.nullOutputStream();
  }

  @Override
  public InputStream open(String path) throws IOException {
    return storage.open(path);
  }

  @Override
  public List<String> list(String folder) throws IOException {
    return storage.list(folder);
  }

  @Override
  public void delete(String path) {}

  @Override
  public String describe(String path) {
    return storage.describe(path);
  }
}
