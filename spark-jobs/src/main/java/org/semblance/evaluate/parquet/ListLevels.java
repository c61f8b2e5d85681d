package org.semblance.evaluate.parquet;

import java.util.Arrays;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;

/**
 * What the definition levels of a list say.
 *
 * @param element least level at which there is an element, null or not; one below, the list is
 *     empty, and less is no list
 * @param value level of an element that is not null
 */
record ListLevels(int element, int value) {

  static ListLevels of(MessageType schema, ColumnDescriptor leaf) {
    String[] path = leaf.getPath();
    int depth = 1;
    while (!schema.getType(Arrays.copyOf(path, depth)).isRepetition(Type.Repetition.REPEATED)) {
      depth++;
    }
    return new ListLevels(
        schema.getMaxDefinitionLevel(Arrays.copyOf(path, depth)), leaf.getMaxDefinitionLevel());
  }

  boolean isNoList(int level) {
    return level < element - 1;
  }

  boolean isElement(int level) {
    return level >= element;
  }
}
