package org.semblance.evaluate.numpy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.util.SerializableConfiguration;
import org.semblance.evaluate.input.EmbeddingSource;
import org.semblance.evaluate.input.KeyType;
import org.semblance.evaluate.input.Request;
import org.semblance.evaluate.input.SourceColumn;
import org.semblance.evaluate.input.SourceRows;
import org.semblance.fault.SemblanceException;

/** The rows of a matrix in a {@code .npy} file, and what another file tells of each. */
public final class ArraySource implements EmbeddingSource {

  private static final String VECTOR = "vector";
  private static final int TASK_BYTES = 32 << 20;

  private final JavaSparkContext context;
  private final ArrayFile file;
  private final ArrayElement element;
  private final List<LabelColumn> columns;

  private ArraySource(
      JavaSparkContext context, ArrayFile file, ArrayElement element, List<LabelColumn> columns) {
    this.context = context;
    this.file = file;
    this.element = element;
    this.columns = columns;
  }

  /**
   * The array at {@code path}.
   *
   * @throws SemblanceException data, naming the file, if it is no matrix of numbers or the labels
   *     are not those of its rows
   */
  public static ArraySource at(Path path, Path labels, SparkSession spark) {
    JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    ArrayFile file = ArrayFile.open(path, context.hadoopConfiguration());
    ArrayHeader header = file.header();
    if (header.shape().size() != 2) {
      throw SemblanceException.data(
          "%s has shape %s: save a matrix with one vector a row".formatted(path, header.shape()));
    }
    ArrayElement element =
        ArrayElement.of(header)
            .orElseThrow(
                () ->
                    SemblanceException.data(
                        "%s holds %s: save vectors as float32".formatted(path, header.typeName())));
    return new ArraySource(
        context,
        file,
        element,
        new LabelFile(spark, labels, file.rows(), path.toString()).columns());
  }

  @Override
  public String name() {
    return file.path();
  }

  @Override
  public boolean isOrdered() {
    return true;
  }

  @Override
  public List<SourceColumn> columns() {
    List<SourceColumn> all = new ArrayList<>();
    all.add(
        new SourceColumn(VECTOR, "list<" + file.header().typeName() + ">", Optional.empty(), true));
    for (LabelColumn column : columns) {
      all.add(new SourceColumn(column.name(), lower(column), Optional.of(column.type()), false));
    }
    return all;
  }

  private static String lower(LabelColumn column) {
    return column.type().name().toLowerCase(Locale.ROOT);
  }

  @Override
  public SourceRows rows(Request request) {
    List<LabelColumn> keys = request.keys().stream().map(this::column).toList();
    int rowBytes = Math.max(1, file.columns() * file.header().itemBytes());
    int share = (file.rows() + context.defaultParallelism() - 1) / context.defaultParallelism();
    int each = Math.max(1, Math.min(share, TASK_BYTES / rowBytes));
    List<ArraySlice> slices = new ArrayList<>();
    for (int from = 0; from < file.rows(); from += each) {
      slices.add(slice(from, Math.min(each, file.rows() - from), keys));
    }
    List<KeyType> types = keys.stream().map(LabelColumn::type).toList();
    return new SourceRows(
        types,
        context
            .parallelize(slices, Math.max(1, slices.size()))
            .flatMap(
                new ReadArray(
                    file, element, new SerializableConfiguration(context.hadoopConfiguration()))),
        (long) file.rows() * file.columns() * Float.BYTES);
  }

  private static ArraySlice slice(int from, int count, List<LabelColumn> keys) {
    return new ArraySlice(
        from,
        count,
        keys.stream()
            .map(key -> Arrays.copyOfRange(key.values(), from, from + count))
            .toArray(Object[][]::new));
  }

  private LabelColumn column(String name) {
    return columns.stream()
        .filter(column -> column.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no column " + name));
  }
}
