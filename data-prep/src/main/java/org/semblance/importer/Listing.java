package org.semblance.importer;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.semblance.source.ImageContent;
import org.semblance.source.SourceImage;

/**
 * What a data set holds.
 *
 * @param images in the data set's order: by partition, then within it
 * @param content reads them
 * @param leftOut what lies in the data set and is no part of it
 * @param closedSet whether the split puts every class on both sides, as was asked for by name
 * @param notes sentences for the user: what was chosen, what differs from what is published
 */
public record Listing(
    JavaRDD<SourceImage> images,
    ImageContent content,
    List<LeftOutCount> leftOut,
    boolean closedSet,
    List<String> notes) {

  /** A listing about which there is nothing to say. */
  public static Listing of(JavaRDD<SourceImage> images, ImageContent content) {
    return new Listing(images, content, List.of(), false, List.of());
  }

  /** The same listing with more to say. */
  public Listing noting(List<String> more) {
    List<String> all = new ArrayList<>(notes);
    all.addAll(more);
    return new Listing(images, content, leftOut, closedSet, List.copyOf(all));
  }

  /** The same listing of a split that puts classes on both sides, if {@code so}. */
  Listing closedSet(boolean so) {
    return new Listing(images, content, leftOut, so, notes);
  }
}
