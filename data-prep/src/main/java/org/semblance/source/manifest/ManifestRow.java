package org.semblance.source.manifest;

import java.io.Serializable;
import java.util.List;

/**
 * One row of a list.
 *
 * @param number line of the file where the row begins, from 1
 * @param fields as they are written; empty where there is nothing
 */
public record ManifestRow(long number, List<String> fields) implements Serializable {

  /** Whether there is nothing but separators: no row. */
  boolean isBlank() {
    return fields.stream().allMatch(String::isBlank);
  }
}
