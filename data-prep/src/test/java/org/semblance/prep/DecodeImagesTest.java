package org.semblance.prep;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.semblance.image.UndecodableImageException;
import org.semblance.image.codec.ImageDecoder;
import org.semblance.prep.DecodeOutcome.Accepted;
import org.semblance.source.Box;
import org.semblance.source.ContentReader;
import org.semblance.source.ImageContent;
import org.semblance.source.SourceImage;
import org.semblance.table.RejectReason;
import org.semblance.table.Split;

/** The partition function without Spark. */
class DecodeImagesTest {

  private static final Candidate ROW = candidate(3, "it");

  /** Files in memory; a null one cannot be read. */
  private record MapContent(Map<String, byte[]> files) implements ImageContent {

    @Override
    public ContentReader open(long maxBytes) {
      return new ContentReader() {
        @Override
        public byte[] read(SourceImage image) throws IOException {
          String location = image.location();
          if (location.equals("broken disk")) {
            throw new IOException("sector 7 is unreadable");
          }
          if (!files.containsKey(location)) {
            throw new FileNotFoundException(location);
          }
          return files.get(location);
        }

        @Override
        public void close() {}
      };
    }
  }

  private static Candidate candidate(long row, String location) {
    return new Candidate(row, SourceImage.at(location, "a", Split.TRAIN));
  }

  private static DecodeImages decoder(Ingests ingests, Map<String, byte[]> files) {
    return new DecodeImages(
        ingests.settings(), new MapContent(files), new SplitAssignment(Set.of(), Set.of()));
  }

  private static DecodeOutcome decoded(Ingests ingests, byte[] file) throws IOException {
    Iterator<DecodeOutcome> outcomes =
        decoder(ingests, Map.of("it", file)).call(List.of(ROW).iterator());
    DecodeOutcome outcome = outcomes.next();
    assertThat(outcomes.hasNext()).isFalse();
    return outcome;
  }

  private static Accepted accepted(Ingests ingests, byte[] file) throws IOException {
    return (Accepted) decoded(ingests, file);
  }

  private static final Ingests AS_PNG = Ingests.folder(Path.of("anywhere"));

  @Test
  void keepsTheBytesOfFilesThatAreAsWanted() throws IOException {
    byte[] png = Pictures.png(16, 20);
    byte[] jpeg = Pictures.jpeg(14, 14);
    assertThat(accepted(AS_PNG, png).content()).isSameAs(png);
    assertThat(accepted(AS_PNG.asJpeg(), jpeg).content()).isSameAs(jpeg);
  }

  @Test
  void storesInTheWantedFormat() throws IOException {
    byte[] jpeg = Pictures.jpeg(16, 16);
    Accepted stored = accepted(AS_PNG, jpeg);
    assertThat(stored.format()).isEqualTo("png");
    assertThat(ImageDecoder.decode(stored.content()).pixels())
        .isEqualTo(ImageDecoder.decode(jpeg).pixels());
  }

  @Test
  void reducesTheShorterSideAndNeverEnlarges() throws IOException {
    Accepted reduced = accepted(AS_PNG, Pictures.png(40, 32));
    assertThat(List.of(reduced.width(), reduced.height())).containsExactly(20, 16);
    assertThat(ImageDecoder.decode(reduced.content()).width()).isEqualTo(20);
    Accepted small = accepted(AS_PNG, Pictures.png(5, 9));
    assertThat(List.of(small.width(), small.height())).containsExactly(5, 9);
  }

  @Test
  void storesTheBoxOfAnImage() throws IOException {
    byte[] png = Pictures.png(16, 12);
    Candidate boxed = ROW.with(ROW.image().withBox(new Box(3, 2, 13, 10)));
    Accepted stored =
        (Accepted) decoder(AS_PNG, Map.of("it", png)).call(List.of(boxed).iterator()).next();
    assertThat(ImageDecoder.decode(stored.content()).pixels())
        .isEqualTo(ImageDecoder.decode(png).part(3, 2, 13, 10).pixels());
    Candidate outside = ROW.with(ROW.image().withBox(new Box(3, 2, 17, 10)));
    DecodeOutcome rejected =
        decoder(AS_PNG, Map.of("it", png)).call(List.of(outside).iterator()).next();
    assertThat(rejected.rejected())
        .extracting(reject -> reject.reason() + ": " + reject.detail())
        .containsExactly("BAD_BOX: the box (3, 2, 17, 10) leaves the image of 16 x 12 pixels");
  }

  @Test
  void hashesTheSource() throws IOException {
    Accepted stored = accepted(AS_PNG, Pictures.png(16, 16));
    assertThat(stored.sha256()).matches("[0-9a-f]{64}");
    assertThat(accepted(AS_PNG, Pictures.png(16, 17)).sha256()).isNotEqualTo(stored.sha256());
  }

  @Test
  void rejectsWithAReason() throws IOException {
    DecodeImages decode = decoder(AS_PNG, Map.of("text", new byte[] {65}));
    List<Candidate> rows =
        List.of(candidate(0, "absent"), candidate(1, "broken disk"), candidate(2, "text"));
    Iterable<DecodeOutcome> outcomes = () -> iterator(decode, rows);
    assertThat(outcomes)
        .flatExtracting(outcome -> outcome.rejected().toList())
        .extracting(reject -> reject.reason() + ": " + reject.detail())
        .containsExactly(
            "MISSING: there is no file absent",
            "UNREADABLE: sector 7 is unreadable",
            "NOT_AN_IMAGE: the first bytes are of no known image format: 41");
  }

  private static Iterator<DecodeOutcome> iterator(DecodeImages decode, List<Candidate> rows) {
    try {
      return decode.call(rows.iterator());
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  @ParameterizedTest
  @EnumSource
  void everyReasonOfTheDecoderHasItsName(UndecodableImageException.Reason reason) {
    assertThat(RejectReason.from(reason).name()).isEqualTo(reason.name());
  }
}
