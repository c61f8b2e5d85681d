package org.semblance.evaluate.parquet;

import org.apache.parquet.io.api.Converter;
import org.apache.parquet.io.api.GroupConverter;
import org.apache.parquet.io.api.PrimitiveConverter;
import org.apache.parquet.schema.GroupType;
import org.apache.parquet.schema.Type;

/** Makes no records: columns are read as such. */
final class Unconverted extends GroupConverter {

  private final GroupType type;

  Unconverted(GroupType type) {
    this.type = type;
  }

  @Override
  public Converter getConverter(int field) {
    Type child = type.getType(field);
    return child.isPrimitive() ? new PrimitiveConverter() {} : new Unconverted(child.asGroupType());
  }

  @Override
  public void start() {}

  @Override
  public void end() {}
}
