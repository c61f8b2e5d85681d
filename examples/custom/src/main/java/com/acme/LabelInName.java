package com.acme;

import java.util.List;
import org.semblance.config.Setting;
import org.semblance.importer.ImportContext;
import org.semblance.importer.Importer;
import org.semblance.importer.Listing;
import org.semblance.source.SourceImage;
import org.semblance.source.files.FileEntry;
import org.semblance.source.files.FileTree;

/**
 * A folder or archive of images whose names begin with their labels, {@code 0002_c1s1_000451.jpg}
 * as in data sets of people. All names are listed: what has no label is rejected by ingest, with
 * its reason.
 */
public record LabelInName(
    @Setting(value = "What ends the label.", byDefault = "_") String separator)
    implements Importer {

  @Override
  public Listing list(ImportContext context) {
    FileTree tree = context.tree();
    List<SourceImage> images =
        tree.children("").stream().filter(entry -> !entry.isFolder()).map(this::image).toList();
    return Listing.of(context.images(images), tree.content());
  }

  private SourceImage image(FileEntry entry) {
    int end = entry.name().indexOf(separator);
    String label = end < 0 ? "" : entry.name().substring(0, end);
    return SourceImage.at(entry.path(), label, null).withPlace(entry.place());
  }
}
