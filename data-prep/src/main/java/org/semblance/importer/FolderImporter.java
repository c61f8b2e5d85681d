package org.semblance.importer;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.jspecify.annotations.Nullable;
import org.semblance.config.Summary;
import org.semblance.fault.SemblanceException;
import org.semblance.importer.ClassFolder.Found;
import org.semblance.source.LeftOut;
import org.semblance.source.SplitNames;
import org.semblance.source.files.FileEntry;
import org.semblance.source.files.FileTree;
import org.semblance.source.files.FileTrees;
import org.semblance.table.Split;

/**
 * One folder per class, {@code <class>/<file>}; or {@code <split>/<class>/<file>}, where folders
 * are named after splits (train, val, validation, test, query, gallery) and hold folders: what lies
 * beside them is left out. A folder or an archive. Rows are in the order of the names. Files
 * outside a class folder are rows without a label.
 */
@Summary("A folder or archive of class folders, or of splits of class folders.")
public record FolderImporter() implements Importer {

  private static final String BESIDE = "beside the splits";

  /** Folders that one task lists. */
  private static final int FOLDERS_PER_TASK = 32;

  /** The class folders, and what lies beside them. */
  record Layout(List<ClassFolder> classes, List<Found> strays) {}

  /** Lists class folders where there is a core to do it. */
  private record ListFolders(FileTree tree) implements FlatMapFunction<ClassFolder, Found> {

    @Override
    public Iterator<Found> call(ClassFolder folder) {
      return folder.entries(tree).iterator();
    }
  }

  @Override
  public Listing list(ImportContext context) {
    FileTree tree = tree(context);
    Layout layout = layout(tree);
    if (layout.classes().isEmpty()) {
      throw SemblanceException.data(
          "ingest.path " + context.given() + " holds no class folder; expected <class>/<file>");
    }
    JavaSparkContext cluster = context.cluster();
    JavaRDD<Found> found =
        tree.isIndexed()
            ? cluster.parallelize(inMemory(tree, layout), cluster.defaultParallelism())
            : cluster
                .parallelize(layout.classes(), slices(cluster, layout.classes().size()))
                .flatMap(new ListFolders(tree))
                .union(cluster.parallelize(layout.strays(), 1));
    return new Listing(
        found.filter(entry -> entry.image() != null).map(Found::image),
        tree.content(),
        LeftOutCount.of(found.filter(entry -> entry.leftOut() != null).map(Found::leftOut)),
        false,
        List.of());
  }

  private static FileTree tree(ImportContext context) {
    Path path = context.path();
    if (FileTrees.status(path, context.hadoop()).isFile() && !FileTrees.isArchive(path.getName())) {
      throw SemblanceException.data(
          "ingest.path "
              + context.given()
              + " is a file; source folder needs a folder of class folders, or an archive of one");
    }
    return context.tree();
  }

  private static int slices(JavaSparkContext cluster, int folders) {
    return Math.max(
        1, Math.min(folders, Math.max(cluster.defaultParallelism(), folders / FOLDERS_PER_TASK)));
  }

  private static List<Found> inMemory(FileTree tree, Layout layout) {
    List<Found> found = new ArrayList<>();
    layout.classes().forEach(folder -> found.addAll(folder.entries(tree)));
    found.addAll(layout.strays());
    return found;
  }

  /** Which folders are classes. */
  static Layout layout(FileTree tree) {
    List<FileEntry> top = tree.children("");
    Layout layout = new Layout(new ArrayList<>(), new ArrayList<>());
    boolean splits = namesSplits(tree, top);
    for (FileEntry entry : top) {
      Split split = splits && entry.isFolder() ? SplitNames.find(entry.name()) : null;
      if (!splits) {
        add(entry, null, layout);
      } else if (split != null) {
        tree.children(entry.path()).forEach(child -> add(child, split, layout));
      } else {
        String hidden = LeftOut.hidden(entry.name());
        layout
            .strays()
            .add(Found.leftOut(entry.path(), Objects.requireNonNullElse(hidden, BESIDE)));
      }
    }
    return layout;
  }

  private static void add(FileEntry entry, @Nullable Split split, Layout layout) {
    Found found = ClassFolder.found(entry, "", split);
    if (found.image() != null && entry.isFolder()) {
      layout.classes().add(new ClassFolder(entry.path(), entry.name(), split));
    } else {
      layout.strays().add(found);
    }
  }

  /** Some folders are named after splits, and those hold folders: a class may be called train. */
  private static boolean namesSplits(FileTree tree, List<FileEntry> top) {
    List<FileEntry> folders =
        top.stream()
            .filter(entry -> entry.isFolder() && LeftOut.hidden(entry.name()) == null)
            .toList();
    List<FileEntry> named =
        folders.stream().filter(folder -> SplitNames.find(folder.name()) != null).toList();
    return !named.isEmpty()
        && (named.size() == folders.size()
            || named.stream().allMatch(folder -> holdsFoldersOnly(tree, folder)));
  }

  private static boolean holdsFoldersOnly(FileTree tree, FileEntry folder) {
    return tree.children(folder.path()).stream()
        .filter(child -> ClassFolder.found(child, "", null).image() != null)
        .allMatch(FileEntry::isFolder);
  }
}
