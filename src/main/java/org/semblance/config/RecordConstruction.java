package org.semblance.config;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.semblance.fault.SemblanceException;

/** Calls the canonical constructor of a record. */
final class RecordConstruction {

  private RecordConstruction() {}

  /**
   * The record of these arguments, or null if its constructor refused them.
   *
   * @param refusal receives the message of the constructor
   */
  static @Nullable Object of(
      Class<?> type, List<@Nullable Object> arguments, Consumer<String> refusal) {
    try {
      Class<?>[] signature =
          Arrays.stream(type.getRecordComponents())
              .map(RecordComponent::getType)
              .toArray(Class<?>[]::new);
      Constructor<?> canonical = type.getDeclaredConstructor(signature);
      canonical.setAccessible(true);
      return canonical.newInstance(arguments.toArray());
    } catch (InvocationTargetException thrown) {
      Throwable cause = thrown.getCause();
      if (cause instanceof IllegalArgumentException || cause instanceof SemblanceException) {
        refusal.accept(String.valueOf(cause.getMessage()));
        return null;
      }
      throw new IllegalStateException(type + " cannot be made", cause);
    } catch (ReflectiveOperationException defect) {
      throw new IllegalStateException(type + " cannot be made", defect);
    }
  }
}
