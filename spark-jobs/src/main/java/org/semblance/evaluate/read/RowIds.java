package org.semblance.evaluate.read;

import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;

/** Ids as the table has them, integers or strings; these decide ties. */
public sealed interface RowIds extends Serializable {

  int count();

  /** A {@link Long} or a {@link String}. */
  Object get(int i);

  DataType type();

  /** The ids in ascending order. */
  RowIds sorted();

  /**
   * The place of id {@code i} of {@code other} among these, which are sorted; negative if absent.
   */
  int placeOf(RowIds other, int i);

  RowIds pick(int[] rows);

  /** Each of the ids, which are places of rows, {@code first} later. */
  RowIds shifted(long first);

  /** All ids of the parts, which are of one kind; numeric if there is none. */
  static RowIds concatenate(List<RowIds> parts) {
    if (!parts.isEmpty() && parts.get(0) instanceof Texts) {
      return new Texts(
          parts.stream()
              .flatMap(part -> Arrays.stream(((Texts) part).values()))
              .toArray(String[]::new));
    }
    long[] all = new long[parts.stream().mapToInt(RowIds::count).sum()];
    int at = 0;
    for (RowIds part : parts) {
      System.arraycopy(((Numbers) part).values(), 0, all, at, part.count());
      at += part.count();
    }
    return new Numbers(all);
  }

  /** Ids in numeric order; not copied. */
  record Numbers(long[] values) implements RowIds {

    @Override
    public int count() {
      return values.length;
    }

    @Override
    public Object get(int i) {
      return values[i];
    }

    @Override
    public DataType type() {
      return DataTypes.LongType;
    }

    @Override
    public RowIds sorted() {
      long[] copy = values.clone();
      Arrays.sort(copy);
      return new Numbers(copy);
    }

    @Override
    public int placeOf(RowIds other, int i) {
      return Arrays.binarySearch(values, ((Numbers) other).values[i]);
    }

    @Override
    public RowIds shifted(long first) {
      return first == 0 ? this : new Numbers(Arrays.stream(values).map(id -> id + first).toArray());
    }

    @Override
    public RowIds pick(int[] rows) {
      return new Numbers(Arrays.stream(rows).mapToLong(row -> values[row]).toArray());
    }
  }

  /** Ids in the order of {@link String#compareTo}; not copied. */
  record Texts(String[] values) implements RowIds {

    @Override
    public int count() {
      return values.length;
    }

    @Override
    public Object get(int i) {
      return values[i];
    }

    @Override
    public DataType type() {
      return DataTypes.StringType;
    }

    @Override
    public RowIds sorted() {
      String[] copy = values.clone();
      Arrays.sort(copy);
      return new Texts(copy);
    }

    @Override
    public int placeOf(RowIds other, int i) {
      return Arrays.binarySearch(values, ((Texts) other).values[i]);
    }

    @Override
    public RowIds shifted(long first) {
      throw new UnsupportedOperationException("texts are no places");
    }

    @Override
    public RowIds pick(int[] rows) {
      return new Texts(Arrays.stream(rows).mapToObj(row -> values[row]).toArray(String[]::new));
    }
  }
}
