package org.semblance.image.hostile;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.zip.CRC32;

/** Damages valid files in ways that depend on a seed only. */
public final class Mutation {

  private static final int PNG_SIGNATURE = 0x89504E47;
  private static final int PNG_FIRST_CHUNK = 8;
  private static final int PNG_CHUNK_OVERHEAD = 12;

  /** Numbers that sizes and lengths go wrong at. */
  private static final int[] EDGES = {
    0, 1, -1, 0x7F, 0x80, 0xFF, 0x7FFF, 0x8000, 0xFFFF, 0x7FFFFFFF, 0x80000000, 16383, 65500
  };

  private Mutation() {}

  /** File number {@code seed}: one of {@code valid}, damaged once to six times. */
  public static byte[] of(List<byte[]> valid, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    byte[] file = valid.get(random.nextInt(valid.size())).clone();
    int times = random.nextInt(1, 7);
    for (int i = 0; i < times && file.length > 0; i++) {
      file = damaged(file, valid, random);
    }
    // Decoders stop at a wrong checksum: most PNG get right ones, so that the damage goes deeper.
    if (random.nextInt(4) > 0) {
      correctChecksums(file);
    }
    return file;
  }

  private static byte[] damaged(byte[] file, List<byte[]> valid, SplittableRandom random) {
    int at = random.nextInt(file.length);
    int length = random.nextInt(Math.min(64, file.length - at) + 1);
    return switch (random.nextInt(10)) {
      case 0 -> Arrays.copyOf(file, at);
      case 1 -> joined(file, at, new byte[length], at);
      case 2 -> joined(file, at, new byte[0], at + length);
      case 3 -> joined(file, at + length, Arrays.copyOfRange(file, at, at + length), at + length);
      case 4 -> spliced(file, at, valid.get(random.nextInt(valid.size())), random);
      case 5 -> filled(file, at, length, random);
      case 6, 7 -> withEdge(file, random.nextInt(Math.min(64, file.length)), random);
      default -> withByte(file, random.nextInt(2) == 0 ? at : at % 64, random);
    };
  }

  private static byte[] joined(byte[] file, int end, byte[] middle, int restFrom) {
    byte[] all = Arrays.copyOf(file, end + middle.length + file.length - restFrom);
    System.arraycopy(middle, 0, all, end, middle.length);
    System.arraycopy(file, restFrom, all, end + middle.length, file.length - restFrom);
    return all;
  }

  private static byte[] spliced(byte[] file, int at, byte[] other, SplittableRandom random) {
    int from = random.nextInt(other.length);
    return joined(file, at, Arrays.copyOfRange(other, from, other.length), file.length);
  }

  private static byte[] filled(byte[] file, int at, int length, SplittableRandom random) {
    Arrays.fill(file, at, at + length, (byte) random.nextInt(256));
    return file;
  }

  private static byte[] withByte(byte[] file, int at, SplittableRandom random) {
    int flipped = file[at] ^ (1 << random.nextInt(8));
    file[at] = (byte) (random.nextBoolean() ? random.nextInt(256) : flipped);
    return file;
  }

  /** Two or four bytes of either order. */
  private static byte[] withEdge(byte[] file, int at, SplittableRandom random) {
    int edge = EDGES[random.nextInt(EDGES.length)];
    int bytes = random.nextBoolean() ? 2 : 4;
    boolean bigEndian = random.nextBoolean();
    for (int i = 0; i < bytes && at + i < file.length; i++) {
      file[at + i] = (byte) (edge >> (8 * (bigEndian ? bytes - 1 - i : i)));
    }
    return file;
  }

  private static void correctChecksums(byte[] file) {
    ByteBuffer view = ByteBuffer.wrap(file);
    if (file.length < PNG_FIRST_CHUNK || view.getInt(0) != PNG_SIGNATURE) {
      return;
    }
    int at = PNG_FIRST_CHUNK;
    while (at + PNG_CHUNK_OVERHEAD <= file.length) {
      int length = view.getInt(at);
      if (length < 0 || length > file.length - at - PNG_CHUNK_OVERHEAD) {
        return;
      }
      CRC32 checksum = new CRC32();
      checksum.update(file, at + 4, length + 4);
      view.putInt(at + 8 + length, (int) checksum.getValue());
      at += PNG_CHUNK_OVERHEAD + length;
    }
  }
}
