package org.semblance.evaluate.parquet;

import java.util.Locale;
import org.apache.parquet.schema.GroupType;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;

/** How messages name types. */
final class TypeNames {

  private TypeNames() {}

  static String of(Type type) {
    if (type.isPrimitive()) {
      String name = primitive(type.asPrimitiveType());
      return type.isRepetition(Type.Repetition.REPEATED) ? "list<" + name + ">" : name;
    }
    GroupType group = type.asGroupType();
    LogicalTypeAnnotation annotation = group.getLogicalTypeAnnotation();
    if (annotation != null) {
      String name = annotation.toString().toLowerCase(Locale.ROOT);
      return name.equals("list") ? "list<" + element(group) + ">" : name;
    }
    return "struct";
  }

  private static String element(GroupType list) {
    Type repeated = list.getType(0);
    if (repeated.isPrimitive()) {
      return primitive(repeated.asPrimitiveType());
    }
    return repeated.asGroupType().getFieldCount() == 1
        ? of(repeated.asGroupType().getType(0))
        : "struct";
  }

  private static String primitive(PrimitiveType type) {
    if (type.getLogicalTypeAnnotation() != null) {
      return type.getLogicalTypeAnnotation().toString().toLowerCase(Locale.ROOT);
    }
    String name = type.getPrimitiveTypeName().name().toLowerCase(Locale.ROOT);
    return type.getPrimitiveTypeName() == PrimitiveTypeName.FIXED_LEN_BYTE_ARRAY
        ? "%s(%d)".formatted(name, type.getTypeLength())
        : name;
  }
}
