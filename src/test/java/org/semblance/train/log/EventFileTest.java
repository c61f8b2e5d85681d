package org.semblance.train.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.semblance.train.EventReader;
import org.tensorflow.framework.Summary;
import org.tensorflow.util.Event;

class EventFileTest {

  @Test
  void writesWhatAReaderReads() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (EventFile events = new EventFile(bytes, 12.5)) {
      events.scalars(7, 13.5, new TreeMap<>(Map.of("b", 0.25, "a", Double.NaN)));
      events.scalars(8, 14.5, Map.of());
    }
    List<Event> events = EventReader.read(bytes.toByteArray());
    assertThat(events).hasSize(3);
    assertThat(events.get(0).getFileVersion()).isEqualTo("brain.Event:2");
    assertThat(events.get(0).getWallTime()).isEqualTo(12.5);
    assertThat(events.get(1).getStep()).isEqualTo(7);
    assertThat(events.get(1).getSummary().getValueList())
        .extracting(Summary.Value::getTag, Summary.Value::getSimpleValue)
        .containsExactly(tuple("a", Float.NaN), tuple("b", 0.25f));
    assertThat(events.get(2).getStep()).isEqualTo(8);
  }

  /** The example of RFC 3720, B.4: the CRC32C of 32 zero bytes is 0x8a9136aa. */
  @Test
  void masksChecksumsAsTensorFlowDoes() {
    int checksum = 0x8a9136aa;
    int masked = (checksum >>> 15 | checksum << 17) + 0xa282ead8;
    assertThat(EventFile.maskedChecksum(new byte[32], 0, 32)).isEqualTo(masked);
  }
}
