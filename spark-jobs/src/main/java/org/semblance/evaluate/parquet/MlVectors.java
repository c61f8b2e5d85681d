package org.semblance.evaluate.parquet;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.ColumnReader;
import org.apache.parquet.schema.MessageType;
import org.jspecify.annotations.Nullable;
import org.semblance.evaluate.input.MlVector;

/** Vectors as Spark ML stores them. */
final class MlVectors implements VectorReader {

  /** Where they are. */
  private record Leaves(
      ColumnDescriptor type,
      ColumnDescriptor size,
      ColumnDescriptor indices,
      ColumnDescriptor values) {}

  private final ColumnReader type;
  private final ColumnReader size;
  private final NumberLists indices;
  private final NumberLists values;
  private final Leaves leaves;

  private MlVectors(MessageType schema, Leaves leaves, VectorField.Columns columns) {
    this.leaves = leaves;
    this.type = columns.of(leaves.type());
    this.size = columns.of(leaves.size());
    this.indices = list(schema, leaves.indices(), columns, ColumnReader::getInteger);
    this.values = list(schema, leaves.values(), columns, ColumnReader::getDouble);
  }

  private static NumberLists list(
      MessageType schema,
      ColumnDescriptor leaf,
      VectorField.Columns columns,
      ToDoubleFunction<ColumnReader> number) {
    return new NumberLists(columns.of(leaf), ListLevels.of(schema, leaf), number);
  }

  /** How they are read, if the columns of a field are those of such vectors. */
  static Optional<VectorField> field(MessageType schema, List<ColumnDescriptor> columns) {
    List<String> names =
        columns.stream().flatMap(leaf -> Stream.of(leaf.getPath()).skip(1).limit(1)).toList();
    if (!names.equals(List.of("type", "size", "indices", "values"))) {
      return Optional.empty();
    }
    Leaves leaves = new Leaves(columns.get(0), columns.get(1), columns.get(2), columns.get(3));
    return Optional.of(new VectorField(readers -> new MlVectors(schema, leaves, readers)));
  }

  @Override
  public float @Nullable [] read() {
    boolean isPresent = type.getCurrentDefinitionLevel() == leaves.type().getMaxDefinitionLevel();
    int kind = isPresent ? type.getInteger() : 0;
    type.consume();
    boolean isSparse = size.getCurrentDefinitionLevel() == leaves.size().getMaxDefinitionLevel();
    int dimension = isSparse ? size.getInteger() : 0;
    size.consume();
    int places = Math.max(0, indices.readNumbers());
    int count = Math.max(0, values.readNumbers());
    if (!isPresent) {
      return null;
    }
    int[] at = Arrays.stream(indices.numbers(), 0, places).mapToInt(place -> (int) place).toArray();
    return MlVector.of(kind, dimension, at, Arrays.copyOf(values.numbers(), count));
  }
}
