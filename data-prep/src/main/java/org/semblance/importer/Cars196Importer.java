package org.semblance.importer;

import java.io.ByteArrayInputStream;
import java.io.IOException;
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
import us.hebi.matlab.mat.format.Mat5;
import us.hebi.matlab.mat.types.Array;
import us.hebi.matlab.mat.types.Cell;
import us.hebi.matlab.mat.types.Char;
import us.hebi.matlab.mat.types.MatFile;
import us.hebi.matlab.mat.types.Matrix;
import us.hebi.matlab.mat.types.Sources;
import us.hebi.matlab.mat.types.Struct;

/**
 * Cars196 in the three layouts that circulate: {@code cars_annos.mat} beside {@code car_ims/}; a
 * {@code devkit} with the annotations of {@code cars_train/} and {@code cars_test/}; and {@code
 * anno_train.csv}, {@code anno_test.csv} and {@code names.csv} beside {@code
 * car_data/car_data/{train,test}/<name>/}. Classes 1 to 98 train. Source: Krause et al., 2013.
 */
@Summary("Cars196 in any of its three layouts, the folder with the annotations.")
public record Cars196Importer(
    @Setting(
            value =
                "class-disjoint: classes 1 to 98 train, the others test; closed-set: as the "
                    + "annotations say.",
            byDefault = "class-disjoint")
        SplitProtocol protocol,
    @Setting(
            value = "Whether images are cut to their car, as the annotations say.",
            byDefault = "false")
        boolean boxes)
    implements Importer {

  private static final int TRAIN_CLASSES = 98;
  private static final String[] TEST_ANNOTATIONS = {
    "devkit/cars_test_annos_withlabels.mat",
    "cars_test_annos_withlabels.mat",
    "devkit/cars_test_annoswithlabels.mat",
    "cars_test_annoswithlabels.mat"
  };

  /** One car. */
  private record Annotation(String path, Box box, int classNumber, boolean test) {}

  /** The cars and the names of their classes, from 1; empty where they have only numbers. */
  private record Annotations(List<Annotation> cars, List<String> names) {}

  @Override
  public Listing list(ImportContext context) {
    OfficialLists lists = OfficialLists.of(context, "Cars196", "stanford_cars");
    Annotations found = annotations(lists);
    List<SourceImage> images = new ArrayList<>();
    for (Annotation car : found.cars()) {
      boolean train = protocol.isClosedSet() ? !car.test() : car.classNumber() <= TRAIN_CLASSES;
      SourceImage image =
          lists.image(
              car.path(), name(found.names(), car.classNumber()), train ? Split.TRAIN : Split.TEST);
      images.add(boxes ? image.withBox(car.box()) : image);
    }
    return lists.listing(
        context,
        images,
        protocol.isClosedSet(),
        protocol.isClosedSet()
            ? Map.of(Split.TRAIN, 8144, Split.TEST, 8041)
            : Map.of(Split.TRAIN, 8054, Split.TEST, 8131));
  }

  private static String name(List<String> names, int classNumber) {
    return classNumber <= names.size()
        ? names.get(classNumber - 1)
        : String.format("%03d", classNumber);
  }

  private static Annotations annotations(OfficialLists lists) {
    FileEntry all = lists.find("cars_annos.mat");
    if (all != null) {
      return together(lists, all);
    }
    FileEntry list = lists.find("anno_train.csv");
    if (list != null) {
      return byName(lists, list);
    }
    FileEntry train = lists.find("devkit/cars_train_annos.mat", "cars_train_annos.mat");
    if (train == null) {
      throw SemblanceException.data(
          lists.tree().name()
              + " is not laid out as Cars196: there is no cars_annos.mat, devkit/"
              + "cars_train_annos.mat or anno_train.csv; name the folder that holds one of them");
    }
    return byFolder(lists, train, lists.require(TEST_ANNOTATIONS));
  }

  private static Annotations together(OfficialLists lists, FileEntry file) {
    try (MatFile mat = mat(lists, file)) {
      Struct cars = mat.getStruct("annotations");
      List<Annotation> annotations = new ArrayList<>();
      for (int i = 0; i < cars.getNumElements(); i++) {
        annotations.add(
            new Annotation(
                OfficialLists.beside(file, text(cars, "relative_im_path", i)),
                box(cars, i),
                number(cars, "class", i),
                number(cars, "test", i) != 0));
      }
      return new Annotations(annotations, names(mat));
    } catch (IOException | RuntimeException failure) {
      throw lists.unreadable(file, failure);
    }
  }

  private static Annotations byFolder(OfficialLists lists, FileEntry train, FileEntry test) {
    List<Annotation> annotations = new ArrayList<>();
    add(lists, train, "cars_train", false, annotations);
    add(lists, test, "cars_test", true, annotations);
    FileEntry meta = lists.find("devkit/cars_meta.mat", "cars_meta.mat");
    if (meta == null) {
      return new Annotations(annotations, List.of());
    }
    try (MatFile mat = mat(lists, meta)) {
      return new Annotations(annotations, names(mat));
    } catch (IOException | RuntimeException failure) {
      throw lists.unreadable(meta, failure);
    }
  }

  private static void add(
      OfficialLists lists,
      FileEntry file,
      String folder,
      boolean test,
      List<Annotation> annotations) {
    String at = lists.require(folder, folder + "/" + folder).path();
    try (MatFile mat = mat(lists, file)) {
      Struct cars = mat.getStruct("annotations");
      for (int i = 0; i < cars.getNumElements(); i++) {
        annotations.add(
            new Annotation(
                at + "/" + text(cars, "fname", i), box(cars, i), number(cars, "class", i), test));
      }
    } catch (IOException | RuntimeException failure) {
      throw lists.unreadable(file, failure);
    }
  }

  private static Annotations byName(OfficialLists lists, FileEntry train) {
    List<String> names =
        lists.lines(lists.require("names.csv")).stream()
            .map(name -> name.strip().replaceAll("^\"|\"$", ""))
            .toList();
    String root = lists.require("car_data/car_data", "car_data").path();
    List<Annotation> annotations = new ArrayList<>();
    addNamed(lists, train, root + "/train", false, names, annotations);
    addNamed(lists, lists.require("anno_test.csv"), root + "/test", true, names, annotations);
    return new Annotations(annotations, names);
  }

  /** Lines file,x1,y1,x2,y2,class; the folder of a class is its name, a slash written as a dash. */
  private static void addNamed(
      OfficialLists lists,
      FileEntry list,
      String folder,
      boolean test,
      List<String> names,
      List<Annotation> annotations) {
    for (String line : lists.lines(list)) {
      String[] row = line.strip().split(",", -1);
      if (row.length != 6) {
        throw SemblanceException.data(
            String.format(
                "%s/%s holds '%s' where Cars196 has file,x1,y1,x2,y2,class: fetch it again",
                lists.tree().name(), list.path(), line.strip()));
      }
      int classNumber = lists.number(list, row[5]);
      Box box =
          new Box(
              lists.number(list, row[1]) - 1,
              lists.number(list, row[2]) - 1,
              lists.number(list, row[3]),
              lists.number(list, row[4]));
      String path = folder + "/" + name(names, classNumber).replace('/', '-') + "/" + row[0];
      annotations.add(new Annotation(path, box, classNumber, test));
    }
  }

  private static MatFile mat(OfficialLists lists, FileEntry file) throws IOException {
    return Mat5.newReader(Sources.wrapInputStream(new ByteArrayInputStream(lists.bytes(file))))
        .readMat();
  }

  private static List<String> names(MatFile mat) {
    List<String> names = new ArrayList<>();
    for (MatFile.Entry entry : mat.getEntries()) {
      if (entry.getName().equals("class_names")) {
        Cell cell = (Cell) entry.getValue();
        for (int i = 0; i < cell.getNumElements(); i++) {
          names.add(cell.getChar(i).getString());
        }
      }
    }
    return names;
  }

  private static String text(Struct cars, String field, int index) {
    Array value = cars.get(field, index);
    return ((Char) value).getString();
  }

  private static int number(Struct cars, String field, int index) {
    Array value = cars.get(field, index);
    return (int) ((Matrix) value).getDouble(0);
  }

  /** Pixels are counted from 1, the last included. */
  private static Box box(Struct cars, int index) {
    return new Box(
        number(cars, "bbox_x1", index) - 1,
        number(cars, "bbox_y1", index) - 1,
        number(cars, "bbox_x2", index),
        number(cars, "bbox_y2", index));
  }
}
