package org.semblance.importer;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.function.Function2;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.IntegralType;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;
import org.semblance.config.Setting;
import org.semblance.config.Summary;
import org.semblance.fault.ExitCode;
import org.semblance.fault.SemblanceException;
import org.semblance.source.CarriedContent;
import org.semblance.source.ImageContent;
import org.semblance.source.Place;
import org.semblance.source.RelativePath;
import org.semblance.source.SourceImage;
import org.semblance.source.SplitNames;
import org.semblance.source.files.FileTrees;
import org.semblance.table.LiteralReads;
import org.semblance.table.RejectReason;
import org.semblance.table.Split;

/**
 * Anything that Spark reads: {@code format} and {@code ingest.path}, or a table of a catalog. A row
 * holds an image's bytes, in a column of bytes or as Hugging Face's {@code struct<bytes, path>}, or
 * its path. Without a label column the class is the folder of the path. Numbers that stand for
 * Hugging Face's class names are replaced by them.
 */
@Summary("Whatever Spark reads: Parquet, binaryFile, Delta, Iceberg, a table of a catalog.")
public record SparkImporter(
    @Setting(value = "Format of ingest.path; read where table is empty.", byDefault = "parquet")
        String format,
    @Setting(value = "Table of a catalog, instead of ingest.path.", byDefault = "\"\"")
        String table,
    @Setting(
            value = "Column of bytes or paths; empty for image, content, bytes or path.",
            byDefault = "\"\"")
        String image,
    @Setting(
            value = "Column of the classes; empty for label or class, else the folder of the path.",
            byDefault = "\"\"")
        String label,
    @Setting(
            value = "Column of the splits; empty for split, where there is one.",
            byDefault = "\"\"")
        String split,
    @Setting(value = "Options of the format.", byDefault = "{}") Map<String, String> options)
    implements Importer {

  private static final List<String> IMAGES = List.of("image", "content", "bytes", "path");
  private static final List<String> LABELS = List.of("label", "class");
  private static final String SPLIT = "split";
  private static final String PATH = "path";
  private static final String BYTES = "bytes";

  public SparkImporter {
    options = Map.copyOf(options);
  }

  /** Rows (bytes, path, label, split) as images; those without a path are called by their place. */
  private record ToImages(boolean carried, boolean labeled, Map<String, String> names)
      implements Function2<Integer, Iterator<Row>, Iterator<SourceImage>> {

    @Override
    public Iterator<SourceImage> call(Integer partition, Iterator<Row> rows) {
      return new Iterator<>() {
        private long number;

        @Override
        public boolean hasNext() {
          return rows.hasNext();
        }

        @Override
        public SourceImage next() {
          return image(rows.next(), "partition " + partition + " row " + number++);
        }
      };
    }

    private SourceImage image(Row row, String otherwise) {
      String path = row.getString(1);
      String location = path.isEmpty() && carried ? otherwise : path;
      String label = labeled ? row.getString(2).strip() : folder(path);
      String splitName = row.getString(3).strip();
      Split split = SplitNames.find(splitName);
      if (split == null && !splitName.isEmpty()) {
        throw SemblanceException.data(
            "a row has the split '" + splitName + "'; known are " + SplitNames.KNOWN);
      }
      SourceImage image =
          SourceImage.at(
              location,
              label.equalsIgnoreCase("nan") ? "" : names.getOrDefault(label, label),
              split);
      if (!carried) {
        return image;
      }
      return row.isNullAt(0)
          ? image.withProblem(RejectReason.MISSING, "the row holds no bytes")
          : image.withPlace(new Place.Carried(row.getAs(0)));
    }

    private static String folder(String path) {
      int slash = path.lastIndexOf('/');
      return slash < 0 ? "" : RelativePath.name(path.substring(0, slash));
    }
  }

  @Override
  public Listing list(ImportContext context) {
    Dataset<Row> rows = rows(context);
    List<String> names = Arrays.asList(rows.columns());
    String imageColumn = required(names, image, IMAGES, "image");
    String labelColumn = optional(names, label, LABELS, "label");
    String splitColumn = optional(names, split, List.of(SPLIT), SPLIT);
    DataType type = rows.schema().apply(imageColumn).dataType();
    Column cell = column(imageColumn);
    boolean struct = type instanceof StructType;
    boolean carried = struct || type.equals(DataTypes.BinaryType);
    if ((!carried && !type.equals(DataTypes.StringType))
        || (type instanceof StructType fields
            && !Arrays.asList(fields.fieldNames()).contains(BYTES))) {
      throw SemblanceException.data(
          String.format(
              "the column %s of %s holds %s; expected bytes, paths or a struct with bytes",
              imageColumn, what(context), type.simpleString()));
    }
    Column bytes = struct ? cell.getField(BYTES) : carried ? cell : lit(null).cast("binary");
    Column path = path(rows.schema(), names, cell, type);
    Dataset<Row> selected =
        rows.select(
            bytes,
            coalesce(path.cast("string"), lit("")),
            coalesce(text(labelColumn), lit("")),
            coalesce(text(splitColumn), lit("")));
    if (labelColumn == null && !struct && !names.contains(PATH)) {
      throw SemblanceException.data(
          what(context)
              + " has no column label or class, only "
              + String.join(", ", names)
              + "; name one with ingest.source.label");
    }
    Map<String, String> classNames =
        labelColumn != null && rows.schema().apply(labelColumn).dataType() instanceof IntegralType
            ? HuggingFaceNames.of(rows, labelColumn, context.hadoop())
            : Map.of();
    return Listing.of(
            selected
                .javaRDD()
                .mapPartitionsWithIndex(
                    new ToImages(carried, labelColumn != null, classNames), true),
            carried ? new CarriedContent() : files(context))
        .noting(notes(imageColumn, labelColumn, splitColumn, names));
  }

  private static List<String> notes(
      String imageColumn,
      @Nullable String labelColumn,
      @Nullable String splitColumn,
      List<String> names) {
    List<String> unused = new ArrayList<>(names);
    unused.removeAll(Arrays.asList(imageColumn, labelColumn, splitColumn, PATH));
    return unused.isEmpty() ? List.of() : List.of("columns not used: " + String.join(", ", unused));
  }

  private Dataset<Row> rows(ImportContext context) {
    try {
      return table.isEmpty()
          ? LiteralReads.reader(context.spark())
              .format(format)
              .options(options)
              .load(context.path().toString())
          : context.spark().table(table);
    } catch (Exception failure) {
      // Spark throws checked exceptions that it does not declare.
      throw new SemblanceException(
          ExitCode.DATA,
          "Spark cannot read "
              + what(context)
              + ": "
              + String.valueOf(failure.getMessage()).lines().findFirst().orElse(""),
          failure);
    }
  }

  private String what(ImportContext context) {
    return table.isEmpty() ? format + " " + context.given() : "the table " + table;
  }

  private static Column column(String name) {
    return col("`" + name + "`");
  }

  private static Column text(@Nullable String name) {
    return name == null ? lit("") : column(name).cast("string");
  }

  private static Column path(StructType schema, List<String> names, Column cell, DataType type) {
    if (type instanceof StructType fields) {
      return Arrays.asList(fields.fieldNames()).contains(PATH) ? cell.getField(PATH) : lit("");
    }
    if (type.equals(DataTypes.StringType)) {
      return cell;
    }
    return names.contains(PATH) && schema.apply(PATH).dataType().equals(DataTypes.StringType)
        ? column(PATH)
        : lit("");
  }

  private static String required(
      List<String> names, String chosen, List<String> usual, String key) {
    String found = optional(names, chosen, usual, key);
    if (found == null) {
      throw SemblanceException.data(
          String.format(
              "there is no column %s, only %s; name one with ingest.source.%s",
              String.join(" or ", usual), String.join(", ", names), key));
    }
    return found;
  }

  private static @Nullable String optional(
      List<String> names, String chosen, List<String> usual, String key) {
    if (!chosen.isEmpty() && !names.contains(chosen)) {
      throw SemblanceException.data(
          String.format(
              "ingest.source.%s names the column %s, there are %s",
              key, chosen, String.join(", ", names)));
    }
    return chosen.isEmpty()
        ? usual.stream().filter(names::contains).findFirst().orElse(null)
        : chosen;
  }

  private ImageContent files(ImportContext context) {
    if (!table.isEmpty()) {
      return FileTrees.folder(new Path("/"), context.hadoop()).content();
    }
    Path path = context.path();
    boolean folder = FileTrees.status(path, context.hadoop()).isDirectory();
    Path parent = path.getParent();
    return FileTrees.folder(folder || parent == null ? path : parent, context.hadoop()).content();
  }

  @Override
  public boolean readsPath() {
    return table.isEmpty();
  }
}
