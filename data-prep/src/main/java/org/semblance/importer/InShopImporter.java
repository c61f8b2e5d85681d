package org.semblance.importer;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.semblance.config.Setting;
import org.semblance.config.Summary;
import org.semblance.fault.SemblanceException;
import org.semblance.source.SourceImage;
import org.semblance.source.SplitNames;
import org.semblance.source.files.FileEntry;
import org.semblance.table.Split;

/**
 * DeepFashion's In-Shop Clothes Retrieval: {@code Eval/list_eval_partition.txt}, whose first line
 * is the count and the second {@code image_name item_id evaluation_status}, and {@code Img/img} or
 * {@code Img/img_highres}. Source: Liu et al., 2016.
 */
@Summary("DeepFashion In-Shop Clothes Retrieval, the folder with Eval and Img.")
public record InShopImporter(
    @Setting(
            value = "Whether the images of img_highres are taken instead of img.",
            byDefault = "false")
        boolean highResolution)
    implements Importer {

  private static final String LIST = "list_eval_partition.txt";
  private static final int FIELDS = 3;

  @Override
  public Listing list(ImportContext context) {
    OfficialLists lists =
        OfficialLists.of(context, "In-Shop", "In-shop Clothes Retrieval Benchmark");
    FileEntry list = lists.require("Eval/" + LIST, LIST, "Anno/" + LIST);
    String name = highResolution ? "img_highres" : "img";
    FileEntry folder = lists.require("Img/" + name, name);
    List<String> lines = lists.lines(list);
    int announced = lists.number(list, lines.isEmpty() ? "" : lines.get(0).strip());
    List<SourceImage> images = new ArrayList<>();
    for (String line : lines.subList(Math.min(2, lines.size()), lines.size())) {
      String[] row = line.strip().split("\\s+", -1);
      Split split = row.length == FIELDS ? SplitNames.find(row[2]) : null;
      if (split == null) {
        throw SemblanceException.data(
            String.format(
                "%s/%s holds '%s' where In-Shop has an image, an item and train, query or gallery:"
                    + " fetch it again",
                lists.tree().name(), list.path(), line.strip()));
      }
      String below = row[0].startsWith("img/") ? row[0].substring(4) : row[0];
      images.add(lists.image(folder.path() + "/" + below, row[1], split));
    }
    if (images.size() != announced) {
      throw SemblanceException.data(
          String.format(
              "%s/%s announces %d images and names %d: fetch it again",
              lists.tree().name(), list.path(), announced, images.size()));
    }
    return lists.listing(
        context,
        images,
        false,
        Map.of(Split.TRAIN, 25_882, Split.QUERY, 14_218, Split.GALLERY, 12_612));
  }
}
