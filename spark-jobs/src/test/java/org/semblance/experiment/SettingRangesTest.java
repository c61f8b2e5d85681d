package org.semblance.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.lang.reflect.Constructor;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.semblance.config.KeyNames;
import org.semblance.config.Setting;
import org.semblance.config.Settings;
import org.semblance.fault.SemblanceException;

/** However a settings record is made, it keeps to the ranges that its components state. */
class SettingRangesTest {

  @Test
  void constructorsCheckEveryRangeByItsKey() throws ReflectiveOperationException {
    Set<Class<?>> records = new LinkedHashSet<>();
    collect(ExperimentConfig.class, records);
    int checked = 0;
    for (Class<?> record : records) {
      Optional<? extends Record> made =
          checksByItself(record) ? Optional.empty() : defaults(record);
      if (made.isPresent()) {
        checked += check(made.get());
      }
    }
    assertThat(checked).isGreaterThan(150);
  }

  /** One package is read by a class loader that has no Settings, the other has its own checks. */
  private static boolean checksByItself(Class<?> record) {
    String name = record.getPackageName();
    return name.endsWith(".slice") || name.endsWith(".augment");
  }

  private static int check(Record record) throws ReflectiveOperationException {
    RecordComponent[] components = record.getClass().getRecordComponents();
    Class<?>[] types =
        Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
    Constructor<?> constructor = record.getClass().getDeclaredConstructor(types);
    constructor.setAccessible(true);
    int checked = 0;
    for (int i = 0; i < components.length; i++) {
      Object outside = outside(components[i]);
      if (outside != null) {
        @Nullable Object[] arguments = new Object[components.length];
        for (int j = 0; j < arguments.length; j++) {
          components[j].getAccessor().setAccessible(true);
          arguments[j] = components[j].getAccessor().invoke(record);
        }
        arguments[i] = outside;
        String key = components[i].getName().replaceAll("(?<=[a-z0-9])(?=[A-Z])", "-");
        assertThat(catchThrowable(() -> constructor.newInstance(arguments)))
            .as("%s of %s", key, record.getClass())
            .isNotNull()
            .cause()
            .isInstanceOf(IllegalArgumentException.class)
            .hasMessageStartingWith(key.toLowerCase(Locale.ROOT) + " must be ");
        checked++;
      }
    }
    return checked;
  }

  /** A number that the component must refuse; null if it refuses none. */
  private static @Nullable Object outside(RecordComponent component) {
    Setting setting = component.getAnnotation(Setting.class);
    double low = setting == null ? Double.NEGATIVE_INFINITY : setting.atLeast();
    return switch (component.getType().getSimpleName()) {
      case "double" -> Double.NaN;
      case "int" -> low > Integer.MIN_VALUE ? (Object) (int) (low - 1) : null;
      case "long" -> low > Long.MIN_VALUE ? (Object) (long) (low - 1) : null;
      default -> null;
    };
  }

  /** A record of the defaults, with something for keys that have none. */
  @SuppressWarnings("unchecked")
  private static Optional<? extends Record> defaults(Class<?> record) {
    Settings<?> settings = Settings.of((Class<? extends Record>) record);
    for (RecordComponent component : record.getRecordComponents()) {
      Setting setting = component.getAnnotation(Setting.class);
      if (setting != null && setting.byDefault().equals(Setting.REQUIRED)) {
        String key = component.getName().replaceAll("(?<=[a-z0-9])(?=[A-Z])", "-");
        something(component.getType())
            .ifPresent(value -> settings.with(key.toLowerCase(Locale.ROOT), value));
      }
    }
    try {
      return Optional.of(settings.build());
    } catch (SemblanceException severalKeysDisagree) {
      return Optional.empty();
    }
  }

  private static Optional<Object> something(Class<?> type) {
    return switch (type.getSimpleName()) {
      case "int", "long", "double" -> Optional.of(1);
      case "String" -> Optional.of("x");
      case "List" -> Optional.of(List.of());
      default -> Optional.empty();
    };
  }

  private static void collect(Type type, Set<Class<?>> records) {
    if (type instanceof ParameterizedType container) {
      List.of(container.getActualTypeArguments()).forEach(element -> collect(element, records));
      return;
    }
    Class<?> raw = (Class<?>) type;
    if (KeyNames.isFamily(raw)) {
      KeyNames.variants(raw).values().stream()
          .filter(member -> !records.contains(member))
          .forEach(member -> collect(member, records));
    } else if (raw.isRecord() && records.add(raw)) {
      List.of(raw.getRecordComponents())
          .forEach(component -> collect(component.getGenericType(), records));
    }
  }
}
