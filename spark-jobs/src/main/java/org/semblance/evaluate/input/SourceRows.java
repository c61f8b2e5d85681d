package org.semblance.evaluate.input;

import java.util.List;
import org.apache.spark.api.java.JavaRDD;

/**
 * Rows that are asked for.
 *
 * @param keys types of the columns of keys, as asked for
 * @param rows in the order of the table where it has one
 * @param vectorBytes about what all vectors take as float32
 */
public record SourceRows(List<KeyType> keys, JavaRDD<RowCursor> rows, long vectorBytes) {}
