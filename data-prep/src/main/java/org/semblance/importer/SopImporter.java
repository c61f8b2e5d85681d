package org.semblance.importer;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.semblance.config.Summary;
import org.semblance.fault.SemblanceException;
import org.semblance.source.SourceImage;
import org.semblance.source.files.FileEntry;
import org.semblance.table.Split;

/**
 * Stanford Online Products: {@code Ebay_train.txt} and {@code Ebay_test.txt} with the columns
 * {@code image_id class_id super_class_id path}. Source: Oh Song et al., 2016.
 */
@Summary("Stanford Online Products, the folder Stanford_Online_Products or its archive.")
public record SopImporter() implements Importer {

  private static final String HEADER = "image_id";
  private static final int FIELDS = 4;

  @Override
  public Listing list(ImportContext context) {
    OfficialLists lists =
        OfficialLists.of(context, "Stanford Online Products", "Stanford_Online_Products");
    List<SourceImage> images = new ArrayList<>();
    add(lists, lists.require("Ebay_train.txt"), Split.TRAIN, images);
    add(lists, lists.require("Ebay_test.txt"), Split.TEST, images);
    return lists.listing(context, images, false, Map.of(Split.TRAIN, 59_551, Split.TEST, 60_502));
  }

  private static void add(
      OfficialLists lists, FileEntry list, Split split, List<SourceImage> images) {
    List<String[]> rows = lists.rows(list, FIELDS);
    if (rows.isEmpty() || !rows.get(0)[0].equals(HEADER)) {
      throw SemblanceException.data(
          lists.tree().name()
              + "/"
              + list.path()
              + " does not begin with image_id class_id super_class_id path: fetch it again");
    }
    for (String[] row : rows.subList(1, rows.size())) {
      images.add(lists.image(OfficialLists.beside(list, row[3]), row[1], split));
    }
  }
}
