package org.semblance.train.checkpoint;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;

/**
 * The files of a run directory on any storage. Nothing is renamed and nothing is appended to, so an
 * object store serves. Paths are relative and use {@code /}.
 */
public interface RunStorage {

  /** Opens a new file, replacing one of the same name; parents are made. */
  OutputStream create(String path) throws IOException;

  /**
   * Opens a file.
   *
   * @throws java.io.FileNotFoundException if there is none
   */
  InputStream open(String path) throws IOException;

  /** Names of the files and folders in a folder, sorted; none if it does not exist. */
  List<String> list(String folder) throws IOException;

  /** Deletes a file, or a folder with all it holds; nothing if there is none. */
  void delete(String path) throws IOException;

  /** How the user finds a path: absolute, with the scheme where there is one. */
  String describe(String path);
}
