package org.semblance.model.file;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** A folder that holds one model, on any storage. */
public interface ModelFolder {

  /**
   * Opens a file of the folder.
   *
   * @throws IOException also if there is none
   */
  InputStream open(String name) throws IOException;

  /** Opens a new file, replacing one of the same name; the folder is made if absent. */
  OutputStream create(String name) throws IOException;

  /** How the user finds a file. */
  String describe(String name);

  /** A folder on a local disk. */
  static ModelFolder local(Path folder) {
    return new ModelFolder() {
      @Override
      public InputStream open(String name) throws IOException {
        return Files.newInputStream(folder.resolve(name));
      }

      @Override
      public OutputStream create(String name) throws IOException {
        Files.createDirectories(folder);
        return Files.newOutputStream(folder.resolve(name));
      }

      @Override
      public String describe(String name) {
        return folder.resolve(name).toString();
      }
    };
  }
}
