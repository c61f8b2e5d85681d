package org.semblance.source;

import java.util.List;
import org.semblance.fault.SemblanceException;

/** A data set that is not ours yet: a list of labeled images, and their bytes. */
public interface DatasetSource {

  /**
   * The rows in the source's order, and where their bytes are. Reads names and labels only.
   *
   * @throws SemblanceException if the source is missing or not in its documented form
   */
  Listing list();

  /**
   * What a source holds.
   *
   * @param images in the source's order, rows counted from 0; at least one
   * @param content reads the images' locations
   */
  record Listing(List<SourceImage> images, ImageContent content) {}
}
