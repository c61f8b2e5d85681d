package org.semblance.table;

import java.io.Serializable;
import java.util.zip.CRC32C;

/**
 * Where the stored bytes of an image are packed.
 *
 * @param shard number of the shard
 * @param file name of the shard's file
 * @param offset first byte in the file
 * @param length bytes
 * @param crc32c checksum of those bytes
 */
public record ShardEntry(
    long imageId,
    int classId,
    Split split,
    int shard,
    String file,
    int offset,
    int length,
    int crc32c)
    implements Serializable {

  /** The CRC32C of {@code content}. */
  public static int checksum(byte[] content) {
    CRC32C checksum = new CRC32C();
    checksum.update(content);
    return (int) checksum.getValue();
  }
}
