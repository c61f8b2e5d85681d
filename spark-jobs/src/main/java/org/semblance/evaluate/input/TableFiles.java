package org.semblance.evaluate.input;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.semblance.fault.SemblanceException;

/**
 * Finds the files of a table: the path itself, or all files below it in the order of their paths,
 * without those whose names begin with a dot or an underscore. A folder called {@code NAME=VALUE}
 * gives all its files a column; {@code %XX} in it stands for a character.
 */
public final class TableFiles {

  private static final String NO_VALUE = "__HIVE_DEFAULT_PARTITION__";

  private final FileSystem files;
  private final List<TableFile> parts = new ArrayList<>();

  private TableFiles(FileSystem files) {
    this.files = files;
  }

  public static List<TableFile> below(Path path, Configuration hadoop) {
    try {
      TableFiles list = new TableFiles(path.getFileSystem(hadoop));
      list.add(list.files.getFileStatus(path), Map.of());
      return List.copyOf(list.parts);
    } catch (FileNotFoundException missing) {
      throw SemblanceException.data(path + " does not exist: name another table of embeddings");
    } catch (IOException failure) {
      throw SemblanceException.data(
          "%s cannot be listed (%s): check the path and its permissions"
              .formatted(path, failure.getMessage()));
    }
  }

  private void add(FileStatus status, Map<String, String> folders) throws IOException {
    if (status.isFile()) {
      parts.add(new TableFile(status.getPath().toString(), folders));
      return;
    }
    FileStatus[] children = files.listStatus(status.getPath());
    Arrays.sort(children, Comparator.comparing(FileStatus::getPath));
    for (FileStatus child : children) {
      String name = child.getPath().getName();
      int equals = name.indexOf('=');
      boolean isColumn = child.isDirectory() && equals > 0;
      if (isColumn) {
        Map<String, String> deeper = new LinkedHashMap<>(folders);
        deeper.put(unescaped(name.substring(0, equals)), unescaped(name.substring(equals + 1)));
        add(child, deeper);
      } else if (!name.startsWith(".") && !name.startsWith("_")) {
        add(child, folders);
      }
    }
  }

  /** Empty for no value. */
  private static String unescaped(String name) {
    if (name.equals(NO_VALUE)) {
      return "";
    }
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < name.length(); i++) {
      char letter = name.charAt(i);
      if (letter == '%' && name.length() > i + 2) {
        int high = Character.digit(name.charAt(i + 1), 16);
        int low = Character.digit(name.charAt(i + 2), 16);
        if (high >= 0 && low >= 0) {
          letter = (char) (high * 16 + low);
          i += 2;
        }
      }
      text.append(letter);
    }
    return text.toString();
  }
}
