package org.semblance.evaluate.dataset;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.regexp_replace;
import static org.apache.spark.sql.functions.split;
import static org.apache.spark.sql.functions.trim;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;

/**
 * Finds vectors in a table of texts: a column of lists such as {@code [0.5, -1.2]}, or one column
 * for each component, {@code v0, v1, …}, which become the column {@code v}. What is no number there
 * becomes null.
 *
 * @param lists columns whose texts are lists
 * @param components names of the columns of components by what they have in common
 */
public record TextVectors(List<String> lists, Map<String, List<String>> components) {

  private static final int FEWEST_COMPONENTS = 2;
  private static final Pattern COMPONENT = Pattern.compile("(\\D*?)[_.]?(\\d+)");

  /** Letters of a list of numbers; two patterns, for one of both would recur once per number. */
  private static final Pattern LETTERS = Pattern.compile("[\\s\\d.,;+\\-eE\\[\\]()]+");

  private static final Pattern TWO_NUMBERS = Pattern.compile("\\d[\\s,;]+[-+.\\d]");

  /** In {@code table}, of which the first row is looked at. */
  public static TextVectors in(Dataset<Row> table) {
    List<Row> first = table.limit(1).collectAsList();
    List<String> lists = new ArrayList<>();
    for (String name : table.columns()) {
      Object value = first.isEmpty() ? null : first.get(0).getAs(name);
      if (value != null && isList(value.toString())) {
        lists.add(name);
      }
    }
    Map<String, List<String>> components = new LinkedHashMap<>();
    for (String name : table.columns()) {
      Matcher component = COMPONENT.matcher(name);
      if (component.matches()) {
        String common = component.group(1).isEmpty() ? "vector" : component.group(1);
        components.computeIfAbsent(common, key -> new ArrayList<>()).add(name);
      }
    }
    List<String> present = Arrays.asList(table.columns());
    components
        .entrySet()
        .removeIf(
            entry ->
                entry.getValue().size() < FEWEST_COMPONENTS
                    || present.contains(entry.getKey())
                    || !isCounted(entry.getValue()));
    return new TextVectors(lists, components);
  }

  private static boolean isList(String text) {
    return LETTERS.matcher(text).matches() && TWO_NUMBERS.matcher(text).find();
  }

  /** Whether numbers go up by one from 0 or 1. */
  private static boolean isCounted(List<String> names) {
    int first = number(names.get(0));
    for (int i = 0; i < names.size(); i++) {
      if (number(names.get(i)) != first + i) {
        return false;
      }
    }
    return first <= 1;
  }

  private static int number(String name) {
    Matcher component = COMPONENT.matcher(name);
    boolean isShort = component.matches() && component.group(2).length() < 9;
    return isShort ? Integer.parseInt(component.group(2)) : Integer.MAX_VALUE;
  }

  /** The table with columns of numbers in place of these. */
  public Dataset<Row> of(Dataset<Row> table) {
    Dataset<Row> result = table;
    for (String name : lists) {
      Column numbers =
          split(trim(regexp_replace(SparkTable.quoted(name), "[\\[\\](),;\\s]+", " ")), " ");
      result =
          result.withColumn(name, numbers.cast(DataTypes.createArrayType(DataTypes.DoubleType)));
    }
    for (Map.Entry<String, List<String>> vector : components.entrySet()) {
      Column[] numbers =
          vector.getValue().stream()
              .map(name -> SparkTable.quoted(name).cast(DataTypes.DoubleType))
              .toArray(Column[]::new);
      result =
          result
              .withColumn(vector.getKey(), array(numbers))
              .drop(vector.getValue().toArray(new String[0]));
    }
    return result;
  }
}
