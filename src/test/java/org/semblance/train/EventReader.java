package org.semblance.train;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.InvalidProtocolBufferException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;
import org.tensorflow.util.Event;

/** Reads TFRecords of events and checks every checksum. */
public final class EventReader {

  private EventReader() {}

  public static List<Event> read(byte[] file) throws InvalidProtocolBufferException {
    ByteBuffer frames = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    List<Event> events = new ArrayList<>();
    while (frames.hasRemaining()) {
      byte[] length = new byte[Long.BYTES];
      frames.get(length);
      assertThat(unmasked(frames.getInt())).isEqualTo(checksum(length));
      byte[] message =
          new byte[(int) ByteBuffer.wrap(length).order(ByteOrder.LITTLE_ENDIAN).getLong()];
      frames.get(message);
      assertThat(unmasked(frames.getInt())).isEqualTo(checksum(message));
      events.add(Event.parseFrom(message));
    }
    return events;
  }

  /** The inverse of TensorFlow's mask, as its reader computes it. */
  private static int unmasked(int masked) {
    int rotated = masked - 0xa282ead8;
    return rotated >>> 17 | rotated << 15;
  }

  private static int checksum(byte[] bytes) {
    CRC32C checksum = new CRC32C();
    checksum.update(bytes);
    return (int) checksum.getValue();
  }
}
