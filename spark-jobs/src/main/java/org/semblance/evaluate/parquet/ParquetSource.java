package org.semblance.evaluate.parquet;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.util.SerializableConfiguration;
import org.semblance.evaluate.input.EmbeddingSource;
import org.semblance.evaluate.input.KeyType;
import org.semblance.evaluate.input.Request;
import org.semblance.evaluate.input.RowCursor;
import org.semblance.evaluate.input.SourceColumn;
import org.semblance.evaluate.input.SourceRows;
import org.semblance.evaluate.input.TableFile;
import org.semblance.evaluate.input.TableFiles;
import org.semblance.fault.SemblanceException;

/**
 * A Parquet file, or all below a folder. Of files without rows nothing is asked; the others have
 * the named columns, in types that one type holds without loss.
 */
public final class ParquetSource implements EmbeddingSource {

  private static final int THREADS = 16;

  private final JavaSparkContext context;
  private final Path path;
  private final List<TableFile> parts;
  private final Footer first;

  private ParquetSource(JavaSparkContext context, Path path, List<TableFile> parts) {
    this.context = context;
    this.path = path;
    this.parts = parts;
    this.first = first(parts, context.hadoopConfiguration());
  }

  /**
   * The table at {@code path}.
   *
   * @throws SemblanceException data, if there is no such file or folder, no file in it, or none
   *     that is Parquet
   */
  public static ParquetSource at(Path path, JavaSparkContext context) {
    List<TableFile> parts = TableFiles.below(path, context.hadoopConfiguration());
    if (parts.isEmpty()) {
      throw SemblanceException.data(path + " has no files: name another table of embeddings");
    }
    return new ParquetSource(context, path, parts);
  }

  /** The first file that has rows, or, if none has, can be read. */
  private static Footer first(List<TableFile> parts, Configuration hadoop) {
    Footer empty = null;
    SemblanceException unreadable = null;
    for (TableFile part : parts) {
      try {
        Footer footer = Footer.read(part, hadoop);
        if (footer.rows() > 0) {
          return footer;
        }
        empty = empty == null ? footer : empty;
      } catch (SemblanceException failure) {
        unreadable = unreadable == null ? failure : unreadable;
      }
    }
    if (empty == null) {
      throw unreadable;
    }
    return empty;
  }

  @Override
  public String name() {
    return path.toString();
  }

  @Override
  public boolean isOrdered() {
    return true;
  }

  @Override
  public List<SourceColumn> columns() {
    return first.columns().stream().map(name -> column(first, name)).toList();
  }

  private static SourceColumn column(Footer footer, String name) {
    boolean isFolder = footer.part().folders().containsKey(name);
    return new SourceColumn(
        name,
        footer.type(name),
        footer.key(name),
        !isFolder && VectorField.of(footer.schema(), name).isPresent());
  }

  @Override
  public SourceRows rows(Request request) {
    List<Footer> footers =
        footers(parts.stream().filter(part -> takesPart(part, request)).toList());
    List<Footer> filled = footers.stream().filter(footer -> footer.rows() > 0).toList();
    List<KeyType> types = request.keys().stream().map(key -> type(key, filled)).toList();
    for (Footer footer : filled) {
      requireVectors(footer, request.vector());
      request.keys().stream()
          .filter(key -> !footer.part().folders().containsKey(key))
          .forEach(footer::requireReadable);
      footer.requireReadable(request.vector());
    }
    List<List<Slice>> tasks =
        new Packing(request.vector(), context.defaultParallelism()).of(filled);
    JavaRDD<RowCursor> rows =
        context
            .parallelize(tasks, Math.max(1, tasks.size()))
            .flatMap(
                new ReadSlices(
                    request.vector(),
                    List.copyOf(request.keys()),
                    new SerializableConfiguration(context.hadoopConfiguration())));
    return new SourceRows(types, rows, Packing.vectorBytes(filled, request.vector()));
  }

  private static boolean takesPart(TableFile part, Request request) {
    String split = part.folders().get(request.split());
    return split == null || request.isWanted(split);
  }

  private List<Footer> footers(List<TableFile> wanted) {
    if (wanted.equals(List.of(first.part()))) {
      return List.of(first);
    }
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    try {
      Configuration hadoop = context.hadoopConfiguration();
      List<Callable<Footer>> reads = new ArrayList<>();
      wanted.forEach(part -> reads.add(() -> Footer.read(part, hadoop)));
      List<Footer> footers = new ArrayList<>();
      for (Future<Footer> footer : threads.invokeAll(reads)) {
        footers.add(footer.get());
      }
      return footers;
    } catch (ExecutionException failure) {
      if (failure.getCause() instanceof SemblanceException fault) {
        throw fault;
      }
      throw new IllegalStateException("cannot read the footers of " + path, failure.getCause());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while reading " + path, interrupted);
    } finally {
      threads.shutdownNow();
    }
  }

  /** The type that holds the values of {@code column} in every file. */
  private static KeyType type(String column, List<Footer> footers) {
    KeyType type = KeyType.NOTHING;
    Footer before = null;
    for (Footer footer : footers) {
      KeyType here = requireKey(footer, column);
      Optional<KeyType> both = type.widened(here);
      if (both.isEmpty()) {
        throw SemblanceException.data(
            "%s: column %s is %s, but %s in %s: write both with the same type"
                .formatted(
                    footer.part().name(),
                    column,
                    footer.type(column),
                    before == null ? "" : before.type(column),
                    before == null ? "" : before.part().name()));
      }
      before = here == KeyType.NOTHING ? before : footer;
      type = both.get();
    }
    return type;
  }

  private static KeyType requireKey(Footer footer, String column) {
    requireColumn(footer, column);
    return footer
        .key(column)
        .orElseThrow(
            () ->
                SemblanceException.data(
                    "%s: column %s must be of integers or text, found %s: name another in evaluate.columns"
                        .formatted(footer.part().name(), column, footer.type(column))));
  }

  private static void requireVectors(Footer footer, String column) {
    requireColumn(footer, column);
    if (VectorField.of(footer.schema(), column).isEmpty()) {
      throw SemblanceException.data(
          "%s: column %s must be a list of numbers or a vector, found %s: name the right one in evaluate.columns.vector"
              .formatted(footer.part().name(), column, footer.type(column)));
    }
  }

  private static void requireColumn(Footer footer, String column) {
    if (!footer.has(column)) {
      throw SemblanceException.data(
          "%s has no column '%s', which other files of the table have, only %s: take the file out, or write it again"
              .formatted(footer.part().name(), column, footer.columns()));
    }
  }
}
