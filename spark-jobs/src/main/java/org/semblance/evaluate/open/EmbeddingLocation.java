package org.semblance.evaluate.open;

import java.util.List;
import java.util.Optional;

/**
 * Where the embeddings to measure are. A table is a path on any Hadoop file system, whose format is
 * told by what is there, or a format and a path, {@code delta:s3a://bucket/t}, or {@code
 * table:catalog.db.name}.
 *
 * @param tables one or more, read as one
 * @param gallery tables that {@code tables} are searched in; none where the table tells
 * @param labels of the rows, in a file of their own, where {@code tables} is an array
 * @param galleryLabels the same of the gallery
 */
public record EmbeddingLocation(
    List<String> tables,
    List<String> gallery,
    Optional<String> labels,
    Optional<String> galleryLabels) {

  /** One table that tells by itself what is what. */
  public static EmbeddingLocation of(String table) {
    return new EmbeddingLocation(List.of(table), List.of(), Optional.empty(), Optional.empty());
  }

  /** As people name it. */
  @Override
  public String toString() {
    String text = String.join(", ", tables);
    return gallery.isEmpty() ? text : text + " in " + String.join(", ", gallery);
  }
}
