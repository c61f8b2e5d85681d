package org.semblance.importer;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.Serializable;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.util.SerializableConfiguration;
import org.jspecify.annotations.Nullable;
import org.semblance.config.Setting;
import org.semblance.config.Summary;
import org.semblance.fault.SemblanceException;
import org.semblance.source.ContentReader;
import org.semblance.source.SourceImage;
import org.semblance.source.SplitNames;
import org.semblance.source.files.ArchiveContent;
import org.semblance.source.files.FileEntry;
import org.semblance.source.files.FileTree;
import org.semblance.source.files.FileTrees;
import org.semblance.table.RejectReason;
import org.semblance.table.Split;

/**
 * WebDataset: tar files whose members form a sample where their names agree up to the first dot:
 * {@code 000.jpg}, {@code 000.cls}, {@code 000.json}. Tars in a folder named after a split, or
 * whose names hold such a word ({@code birds-train-0001.tar}), belong to it. Executors list the
 * tars.
 */
@Summary("WebDataset, a tar file or a folder of them.")
public record WebDatasetImporter(
    @Setting(value = "Extension of the member whose text is the class.", byDefault = "cls")
        String label,
    @Setting(
            value = "Field of the member json that names the class, where there is no other.",
            byDefault = "label")
        String field)
    implements Importer {

  private static final Set<String> PICTURES =
      Set.of("jpg", "jpeg", "png", "webp", "gif", "bmp", "img", "image");

  /** Labels are short. */
  private static final long LABEL_BYTES = 1L << 20;

  /** A tar file and its number. */
  private record Shard(String uri, int number, @Nullable Split split) implements Serializable {}

  @Override
  public Listing list(ImportContext context) {
    List<Shard> shards = shards(context);
    if (shards.isEmpty()) {
      throw SemblanceException.data(
          "ingest.path " + context.given() + " holds no tar file; WebDataset is made of them");
    }
    ArchiveContent content =
        new ArchiveContent(
            shards.stream().map(Shard::uri).toList(),
            new SerializableConfiguration(context.hadoop()));
    return Listing.of(
        context
            .cluster()
            .parallelize(shards, shards.size())
            .flatMap(new ListShard(content, label, field)),
        content);
  }

  private static List<Shard> shards(ImportContext context) {
    Path given = context.path();
    List<Shard> shards = new ArrayList<>();
    if (FileTrees.status(given, context.hadoop()).isFile()) {
      add(given, given.getName(), null, shards);
      return shards;
    }
    FileTree tree = FileTrees.folder(given, context.hadoop());
    for (FileEntry entry : tree.children("")) {
      Split split = SplitNames.find(entry.name());
      if (entry.isFolder() && split != null) {
        tree.children(entry.path())
            .forEach(child -> add(new Path(given, child.path()), child.name(), split, shards));
      } else {
        add(new Path(given, entry.path()), entry.name(), null, shards);
      }
    }
    return shards;
  }

  private static void add(Path file, String name, @Nullable Split split, List<Shard> shards) {
    String lower = name.toLowerCase(Locale.ROOT);
    if (lower.endsWith(".tar") || lower.endsWith(".tar.gz") || lower.endsWith(".tgz")) {
      shards.add(
          new Shard(
              file.toUri().toString(), shards.size(), split == null ? splitIn(lower) : split));
    }
  }

  private static @Nullable Split splitIn(String name) {
    for (String word : name.split("[^a-z]+", -1)) {
      Split split = SplitNames.find(word);
      if (split != null) {
        return split;
      }
    }
    return null;
  }

  /** Lists the samples of a tar. */
  private record ListShard(ArchiveContent content, String label, String field)
      implements FlatMapFunction<Shard, SourceImage> {

    @Override
    public Iterator<SourceImage> call(Shard shard) throws IOException {
      Path file = new Path(URI.create(shard.uri()));
      Map<String, Map<String, FileEntry>> samples = new LinkedHashMap<>();
      for (FileEntry member : FileTrees.members(file, shard.number(), content.hadoop().value())) {
        int slash = member.path().lastIndexOf('/');
        int dot = member.path().indexOf('.', slash + 1);
        String key = dot < 0 ? member.path() : member.path().substring(0, dot);
        String ending = dot < 0 ? "" : member.path().substring(dot + 1).toLowerCase(Locale.ROOT);
        samples.computeIfAbsent(key, any -> new LinkedHashMap<>()).putIfAbsent(ending, member);
      }
      List<SourceImage> images = new ArrayList<>();
      try (ContentReader reader = content.open(LABEL_BYTES)) {
        for (Map.Entry<String, Map<String, FileEntry>> sample : samples.entrySet()) {
          String name = file.getName() + "/" + sample.getKey();
          images.add(image(name, sample.getValue(), shard, reader));
        }
      }
      return images.iterator();
    }

    private SourceImage image(
        String name, Map<String, FileEntry> members, Shard shard, ContentReader reader)
        throws IOException {
      String ending = members.keySet().stream().filter(PICTURES::contains).findFirst().orElse("");
      FileEntry picture = members.get(ending);
      SourceImage image =
          SourceImage.at(
              picture == null ? name : name + "." + ending, label(members, reader), shard.split());
      if (picture == null) {
        return image.withProblem(
            RejectReason.MISSING,
            "the sample has no image, only " + String.join(", ", members.keySet()));
      }
      return picture.problem() == null
          ? image.withPlace(picture.place())
          : image.withProblem(picture.problem().reason(), picture.problem().detail());
    }

    private String label(Map<String, FileEntry> members, ContentReader reader) throws IOException {
      FileEntry text = members.get(label);
      if (text != null) {
        return text(text, reader).strip();
      }
      FileEntry json = members.get("json");
      return json == null
          ? ""
          : new ObjectMapper().readTree(text(json, reader)).path(field).asText("").strip();
    }

    private static String text(FileEntry member, ContentReader reader) throws IOException {
      SourceImage place = SourceImage.at(member.path(), "", null).withPlace(member.place());
      return new String(reader.read(place), StandardCharsets.UTF_8);
    }
  }
}
