package org.semblance.exchange;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.semblance.collective.RankOrderedSum.Addend;

/** How a float travels. */
public enum WireFormat {
  /** All 32 bits. */
  FLOAT32(Float.BYTES) {
    @Override
    void write(float[] values, int start, int length, ByteBuffer target) {
      target.order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().put(values, start, length);
      target.position(target.position() + length * Float.BYTES);
    }

    @Override
    void read(ByteBuffer source, float[] values, int start, int length) {
      source.order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(values, start, length);
      source.position(source.position() + length * Float.BYTES);
    }

    @Override
    void round(float[] values, int start, int length) {}
  },
  /** The upper 16 bits, rounded to nearest, ties to even: 8 significant bits, the same range. */
  BFLOAT16(Short.BYTES) {
    @Override
    void write(float[] values, int start, int length, ByteBuffer target) {
      target.order(ByteOrder.LITTLE_ENDIAN);
      for (int i = 0; i < length; i++) {
        target.putShort((short) (rounded(values[start + i]) >>> Short.SIZE));
      }
    }

    @Override
    void read(ByteBuffer source, float[] values, int start, int length) {
      source.order(ByteOrder.LITTLE_ENDIAN);
      for (int i = 0; i < length; i++) {
        values[start + i] = Float.intBitsToFloat(source.getShort() << Short.SIZE);
      }
    }

    @Override
    void round(float[] values, int start, int length) {
      for (int i = start; i < start + length; i++) {
        values[i] = Float.intBitsToFloat(rounded(values[i]));
      }
    }
  };

  private static final int UPPER = 0xffff0000;
  private static final int HALF = 0x7fff;

  private final int bytes;

  WireFormat(int bytes) {
    this.bytes = bytes;
  }

  /** Bytes per value. */
  int bytes() {
    return bytes;
  }

  /** Appends values to {@code target}. */
  abstract void write(float[] values, int start, int length, ByteBuffer target);

  /** Takes values from {@code source}. */
  abstract void read(ByteBuffer source, float[] values, int start, int length);

  /** A part of {@code values} as a receiver would read it: the array itself, if that is exact. */
  Addend asReceived(float[] values, int start, int length) {
    if (this == FLOAT32) {
      return new Addend(values, start);
    }
    float[] copy = Arrays.copyOfRange(values, start, start + length);
    round(copy, 0, length);
    return new Addend(copy, 0);
  }

  /** Replaces values by what a receiver of them would read. */
  abstract void round(float[] values, int start, int length);

  private static int rounded(float value) {
    int bits = Float.floatToIntBits(value);
    return Float.isNaN(value) ? bits : (bits + HALF + (bits >>> Short.SIZE & 1)) & UPPER;
  }
}
