package org.semblance.evaluate.input;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * What the values of a column of ids, labels or other names are, and how each is written as text:
 * different values have different texts. NaN, blank text and text that is not UTF-8 name nothing.
 */
public enum KeyType {
  /** No value at all, only nulls. */
  NOTHING,
  /** {@link Long}s of at most 16 bits. */
  INT16,
  /** {@link Long}s of at most 32 bits. */
  INT32,
  /** {@link Long}s. */
  INT64,
  /** {@link Long}s that hold unsigned numbers of 64 bits. */
  UINT64 {
    @Override
    public Key key(Object value) {
      return Key.named(Long.toUnsignedString((Long) value));
    }
  },
  /** {@link Float}s. */
  FLOAT {
    @Override
    public Key key(Object value) {
      float number = ((Number) value).floatValue();
      // Zero has one name, whatever its sign.
      return Float.isNaN(number) ? NAN : Key.named(Float.toString(number + 0.0f));
    }
  },
  /** {@link Double}s. */
  DOUBLE {
    @Override
    public Key key(Object value) {
      double number = ((Number) value).doubleValue();
      return Double.isNaN(number) ? NAN : Key.named(Double.toString(number + 0.0));
    }
  },
  /** {@link Boolean}s. */
  BOOLEAN,
  /** {@link UTF8String}s. */
  TEXT {
    @Override
    public Key key(Object value) {
      return decoded((UTF8String) value)
          .map(text -> text.isBlank() ? EMPTY : Key.named(text))
          .orElse(NOT_UTF8);
    }
  },
  /** {@link UTF8String}s that hold any bytes: text where they are UTF-8, else hexadecimal. */
  BYTES {
    @Override
    public Key key(Object value) {
      UTF8String bytes = (UTF8String) value;
      // Text that looks hexadecimal is written as hexadecimal too, or two values would be one.
      return bytes.numBytes() == 0
          ? EMPTY
          : Key.named(
              decoded(bytes)
                  .filter(text -> !text.startsWith(HEXADECIMAL) && !text.isBlank())
                  .orElseGet(() -> HEXADECIMAL + HexFormat.of().formatHex(bytes.getBytes())));
    }
  },
  /** {@link java.util.UUID}s. */
  UUID,
  /** {@link java.time.LocalDate}s. */
  DATE,
  /** {@link java.time.LocalTime}s. */
  TIME,
  /** {@link LocalDateTime}s; of moments, those in UTC. */
  TIMESTAMP {
    @Override
    public Key key(Object value) {
      return Key.named(MOMENT.format((LocalDateTime) value));
    }
  },
  /** {@link BigDecimal}s of one scale. */
  DECIMAL {
    @Override
    public Key key(Object value) {
      return Key.named(((BigDecimal) value).toPlainString());
    }
  };

  private static final String HEXADECIMAL = "0x";
  private static final Key NAN = Key.faulty("NaN");
  private static final Key EMPTY = Key.faulty("empty");
  private static final Key NOT_UTF8 = Key.faulty("not UTF-8");

  private static final DateTimeFormatter MOMENT =
      new DateTimeFormatterBuilder()
          .appendPattern("uuuu-MM-dd HH:mm:ss")
          .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
          .toFormatter(Locale.ROOT);

  /** Types of numbers in the order in which one is tried for the values of two. */
  private static final List<KeyType> NUMBERS = List.of(INT16, INT32, INT64, FLOAT, DOUBLE);

  /** Whether values are {@link Long}s in their order. */
  public boolean isInteger() {
    return this == INT16 || this == INT32 || this == INT64;
  }

  /** The type that holds each value of this and of {@code other} exactly, if there is one. */
  public Optional<KeyType> widened(KeyType other) {
    if (this == other || other == NOTHING) {
      return Optional.of(this);
    }
    if (this == NOTHING) {
      return Optional.of(other);
    }
    Set<KeyType> common = holders();
    common.retainAll(other.holders());
    return NUMBERS.stream().filter(common::contains).findFirst();
  }

  private Set<KeyType> holders() {
    return switch (this) {
      case INT16 -> EnumSet.of(INT16, INT32, INT64, FLOAT, DOUBLE);
      case INT32 -> EnumSet.of(INT32, INT64, DOUBLE);
      case FLOAT -> EnumSet.of(FLOAT, DOUBLE);
      default -> EnumSet.of(this);
    };
  }

  /** What {@code value}, of this type or one that {@linkplain #widened widens} to it, names. */
  public Key key(Object value) {
    return Key.named(value.toString());
  }

  private static Optional<String> decoded(UTF8String text) {
    try {
      ByteBuffer bytes = ByteBuffer.wrap(text.getBytes());
      return Optional.of(StandardCharsets.UTF_8.newDecoder().decode(bytes).toString());
    } catch (CharacterCodingException malformed) {
      return Optional.empty();
    }
  }
}
