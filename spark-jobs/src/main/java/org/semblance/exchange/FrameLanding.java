package org.semblance.exchange;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;
import org.apache.spark.network.client.StreamCallbackWithID;
import org.semblance.fault.ExitCode;
import org.semblance.fault.SemblanceException;

/**
 * Takes the bytes of one frame as they arrive, in pieces cut anywhere, into its part; counts them
 * as arrived once all are there and the checksum holds.
 */
final class FrameLanding implements StreamCallbackWithID {

  private final FrameHeader header;
  private final Part part;
  private final Mailbox mailbox;
  private final CRC32C checksum = new CRC32C();
  private final ByteBuffer split;
  private int stored;

  FrameLanding(FrameHeader header, Part part, Mailbox mailbox) {
    this.header = header;
    this.part = part;
    this.mailbox = mailbox;
    split = ByteBuffer.allocate(header.valueBytes());
  }

  @Override
  public String getID() {
    return header.toString();
  }

  @Override
  public void onData(String id, ByteBuffer bytes) {
    checksum.update(bytes.duplicate());
    while (split.position() > 0 && bytes.hasRemaining()) {
      split.put(bytes.get());
      if (!split.hasRemaining()) {
        store(split.flip(), 1);
        split.clear();
      }
    }
    store(bytes, bytes.remaining() / header.valueBytes());
    split.put(bytes);
  }

  @Override
  public void onComplete(String id) {
    if (stored != header.length() || (int) checksum.getValue() != header.checksum()) {
      SemblanceException damaged =
          new SemblanceException(
              ExitCode.TRAINING,
              "the %s was damaged on its way, its checksum is wrong: look for faulty memory or a faulty network card on either host, then continue with --resume"
                  .formatted(header));
      mailbox.fail(damaged);
      throw damaged;
    }
    mailbox.arrived(part, stored);
  }

  @Override
  public void onFailure(String id, Throwable cause) {
    mailbox.lost(header.source());
  }

  private void store(ByteBuffer bytes, int count) {
    part.store(bytes, header.wire(), header.offset() + stored, count);
    stored += count;
  }
}
