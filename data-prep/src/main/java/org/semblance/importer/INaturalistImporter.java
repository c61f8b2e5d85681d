package org.semblance.importer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.semblance.config.Setting;
import org.semblance.config.Summary;
import org.semblance.fault.SemblanceException;
import org.semblance.source.SourceImage;
import org.semblance.source.files.FileEntry;
import org.semblance.table.Split;

/**
 * iNaturalist 2018. Class-disjoint: the lists {@code Inaturalist_train_set1.txt} and {@code
 * Inaturalist_test_set1.txt} name paths, whose last two folders are the class. Closed-set: {@code
 * train2018.json} and {@code val2018.json} in COCO's form. Sources: Van Horn et al., 2018; Brown et
 * al., 2020 (the lists).
 */
@Summary("iNaturalist 2018, the folder with train_val2018 and the lists.")
public record INaturalistImporter(
    @Setting(
            value =
                "class-disjoint: as Inaturalist_train_set1.txt and Inaturalist_test_set1.txt "
                    + "say; closed-set: train2018.json trains, val2018.json is tested.",
            byDefault = "class-disjoint")
        SplitProtocol protocol)
    implements Importer {

  @Override
  public Listing list(ImportContext context) {
    OfficialLists lists = OfficialLists.of(context, "iNaturalist 2018", "inaturalist2018");
    List<SourceImage> images = new ArrayList<>();
    if (protocol.isClosedSet()) {
      addAnnotated(lists, lists.require("train2018.json"), Split.TRAIN, images);
      addAnnotated(lists, lists.require("val2018.json"), Split.TEST, images);
      return lists.listing(context, images, true, Map.of(Split.TRAIN, 437_513, Split.TEST, 24_426));
    }
    addListed(lists, lists.require("Inaturalist_train_set1.txt"), Split.TRAIN, images);
    addListed(lists, lists.require("Inaturalist_test_set1.txt"), Split.TEST, images);
    return lists.listing(context, images, false, Map.of(Split.TRAIN, 325_846, Split.TEST, 136_093));
  }

  private static void addListed(
      OfficialLists lists, FileEntry list, Split split, List<SourceImage> images) {
    for (String line : lists.lines(list)) {
      String path = line.strip();
      String[] parts = path.split("/", -1);
      if (parts.length < 3) {
        throw SemblanceException.data(
            String.format(
                "%s/%s holds '%s' where iNaturalist 2018 has <folder>/<class>/<file>: fetch it"
                    + " again",
                lists.tree().name(), list.path(), path));
      }
      String label = parts[parts.length - 3] + "/" + parts[parts.length - 2];
      images.add(lists.image(OfficialLists.beside(list, path), label, split));
    }
  }

  private static void addAnnotated(
      OfficialLists lists, FileEntry file, Split split, List<SourceImage> images) {
    JsonNode tree;
    try {
      tree = new ObjectMapper().readTree(lists.bytes(file));
    } catch (IOException failure) {
      throw lists.unreadable(file, failure);
    }
    Map<String, String> categories = new HashMap<>();
    for (JsonNode annotation : tree.path("annotations")) {
      categories.put(annotation.path("image_id").asText(), annotation.path("category_id").asText());
    }
    for (JsonNode image : tree.path("images")) {
      String path = OfficialLists.beside(file, image.path("file_name").asText());
      String label = categories.getOrDefault(image.path("id").asText(), "");
      images.add(lists.image(path, label, split));
    }
    if (images.isEmpty()) {
      throw SemblanceException.data(
          lists.tree().name() + "/" + file.path() + " names no images: fetch it again");
    }
  }
}
