package org.semblance.importer;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.semblance.config.Setting;
import org.semblance.config.Summary;
import org.semblance.fault.SemblanceException;
import org.semblance.source.Box;
import org.semblance.source.SourceImage;
import org.semblance.source.files.FileEntry;
import org.semblance.table.Split;

/**
 * CUB-200-2011: {@code images.txt}, {@code image_class_labels.txt}, {@code classes.txt} and {@code
 * images/}; classes 1 to 100 train, 101 to 200 test. The closed-set split is {@code
 * train_test_split.txt}. Source: Wah et al., 2011.
 */
@Summary("CUB-200-2011, the folder CUB_200_2011 or its archive.")
public record CubImporter(
    @Setting(
            value =
                "class-disjoint: classes 1 to 100 train, the others test; closed-set: as "
                    + "train_test_split.txt says.",
            byDefault = "class-disjoint")
        SplitProtocol protocol,
    @Setting(
            value = "Whether images are cut to their bird, as bounding_boxes.txt says.",
            byDefault = "false")
        boolean boxes)
    implements Importer {

  private static final int TRAIN_CLASSES = 100;

  @Override
  public Listing list(ImportContext context) {
    OfficialLists lists = OfficialLists.of(context, "CUB-200-2011", "CUB_200_2011");
    FileEntry index = lists.require("images.txt");
    Map<Integer, String> paths = lists.numbered(index);
    FileEntry classList = lists.require("image_class_labels.txt");
    Map<Integer, String> classes = lists.numbered(classList);
    Map<Integer, String> names = lists.numbered(lists.require("classes.txt"));
    Map<Integer, String> forTraining =
        protocol.isClosedSet() ? lists.numbered(lists.require("train_test_split.txt")) : Map.of();
    Map<Integer, String> birds =
        boxes ? lists.numbered(lists.require("bounding_boxes.txt")) : Map.of();
    List<SourceImage> images = new ArrayList<>();
    paths.forEach(
        (id, path) -> {
          String classText = classes.get(id);
          if (classText == null) {
            throw SemblanceException.data(
                lists.tree().name()
                    + "/"
                    + classList.path()
                    + " names no class of image "
                    + id
                    + ": fetch it again");
          }
          int number = lists.number(classList, classText);
          boolean train =
              protocol.isClosedSet() ? "1".equals(forTraining.get(id)) : number <= TRAIN_CLASSES;
          String at = OfficialLists.beside(index, "images/" + path);
          SourceImage image =
              lists.image(
                  at, names.getOrDefault(number, classText), train ? Split.TRAIN : Split.TEST);
          String box = birds.get(id);
          images.add(box == null ? image : image.withBox(box(box)));
        });
    return lists.listing(
        context,
        images,
        protocol.isClosedSet(),
        protocol.isClosedSet()
            ? Map.of(Split.TRAIN, 5994, Split.TEST, 5794)
            : Map.of(Split.TRAIN, 5864, Split.TEST, 5924));
  }

  /** "x y width height" with decimals. */
  private static Box box(String text) {
    double[] side = new double[4];
    String[] parts = text.strip().split("\\s+", -1);
    for (int i = 0; i < side.length; i++) {
      side[i] = Double.parseDouble(parts[i]);
    }
    return new Box(
        (int) side[0], (int) side[1], (int) (side[0] + side[2]), (int) (side[1] + side[3]));
  }
}
