package org.semblance.config;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.databind.DatabindContext;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.jsontype.impl.TypeIdResolverBase;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The names of the members of a {@link Family} in JSON files: those of the configuration. */
public final class FamilyNames extends TypeIdResolverBase {

  private @Nullable JavaType type;

  @Override
  public void init(JavaType family) {
    type = family;
  }

  @Override
  public String idFromValue(Object member) {
    return family().nameOf(member.getClass());
  }

  @Override
  public String idFromValueAndType(Object member, Class<?> suggested) {
    return family().nameOf(suggested);
  }

  @Override
  public JavaType typeFromId(DatabindContext context, String name) throws JsonMappingException {
    try {
      return context.constructSpecializedType(Objects.requireNonNull(type), family().member(name));
    } catch (IllegalArgumentException none) {
      throw new JsonMappingException(null, "type " + none.getMessage(), none);
    }
  }

  @Override
  public JsonTypeInfo.Id getMechanism() {
    return JsonTypeInfo.Id.CUSTOM;
  }

  private Family family() {
    return new Family(Objects.requireNonNull(type).getRawClass());
  }
}
