package org.semblance.train.log;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Map;
import java.util.zip.CRC32C;
import org.tensorflow.framework.Summary;
import org.tensorflow.util.Event;

/**
 * Writes scalars in TensorBoard's format: {@code Event} messages framed as TFRecords, that is
 * length (8 bytes, little endian), masked CRC32C of the length, message, masked CRC32C of the
 * message.
 */
public final class EventFile implements AutoCloseable {

  /** Added to the rotated checksum; from TensorFlow's {@code lib/hash/crc32c.h}. */
  private static final int MASK_DELTA = 0xa282ead8;

  private static final int FRAME_BYTES = 16;

  private final OutputStream output;

  /**
   * Starts a file.
   *
   * @param output closed with this object
   * @param wallTime seconds since 1970
   */
  public EventFile(OutputStream output, double wallTime) throws IOException {
    this.output = output;
    write(Event.newBuilder().setWallTime(wallTime).setFileVersion("brain.Event:2").build());
  }

  /**
   * Adds one point to each scalar's curve.
   *
   * @param wallTime seconds since 1970
   */
  public void scalars(long step, double wallTime, Map<String, Double> values) throws IOException {
    Summary.Builder summary = Summary.newBuilder();
    values.forEach(
        (tag, value) ->
            summary.addValue(
                Summary.Value.newBuilder().setTag(tag).setSimpleValue(value.floatValue())));
    write(Event.newBuilder().setWallTime(wallTime).setStep(step).setSummary(summary).build());
  }

  @Override
  public void close() throws IOException {
    output.close();
  }

  private void write(Event event) throws IOException {
    byte[] message = event.toByteArray();
    ByteBuffer frame =
        ByteBuffer.allocate(message.length + FRAME_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    frame.putLong(message.length);
    frame.putInt(maskedChecksum(frame.array(), 0, Long.BYTES));
    frame.put(message);
    frame.putInt(maskedChecksum(message, 0, message.length));
    output.write(frame.array());
  }

  /** The rotated and shifted CRC32C that TFRecords hold. */
  static int maskedChecksum(byte[] bytes, int offset, int length) {
    CRC32C checksum = new CRC32C();
    checksum.update(bytes, offset, length);
    return Integer.rotateRight((int) checksum.getValue(), 15) + MASK_DELTA;
  }
}
