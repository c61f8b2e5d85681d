package org.semblance.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Function;
import org.apache.spark.network.TransportContext;
import org.apache.spark.network.buffer.NioManagedBuffer;
import org.apache.spark.network.client.RpcResponseCallback;
import org.apache.spark.network.client.TransportClient;
import org.apache.spark.network.server.NoOpRpcHandler;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.semblance.collective.Collective;
import org.semblance.collective.InProcessRanks;
import org.semblance.collective.PeerFailure;
import org.semblance.collective.Slice;
import org.semblance.exchange.ControlMessage.Kind;
import org.semblance.fault.ExitCode;
import org.semblance.fault.SemblanceException;

class SparkTransportCollectiveTest {

  /** More than two frames per slice of two ranks, and no multiple of anything. */
  private static final int LARGE = 1_300_003;

  @ParameterizedTest
  @CsvSource({"1,7", "2,7", "3,2", "5,1000", "2," + LARGE, "3," + LARGE, "4,1"})
  void hasTheBitsOfTheInProcessCollective(int size, int length) throws Exception {
    Function<Collective, List<float[]>> exchanges =
        collective -> {
          List<float[]> results = new ArrayList<>();
          for (int round = 0; round < 3; round++) {
            float[] values = values(length, 10 * round + collective.rank());
            results.add(collective.reduceScatter(values));
            results.add(collective.allGather(results.get(results.size() - 1)));
            collective.allReduce(values);
            results.add(values);
            float[] shared = values(5, collective.rank());
            collective.broadcast(shared, size - 1);
            results.add(shared);
          }
          return results;
        };
    List<List<float[]>> expected = InProcessRanks.run(size, exchanges::apply);
    List<List<float[]>> actual = TestProcessGroup.of(size).run(exchanges);
    for (int rank = 0; rank < size; rank++) {
      for (int i = 0; i < expected.get(rank).size(); i++) {
        assertThat(Arrays.equals(actual.get(rank).get(i), expected.get(rank).get(i)))
            .as("rank %d, result %d", rank, i)
            .isTrue();
      }
    }
  }

  /** Lengths with empty slices, with slices that differ in length, and of several pieces. */
  @ParameterizedTest
  @CsvSource({"2,7", "3,0", "3,1", "4,3", "5,1000", "2," + LARGE, "3," + LARGE, "5," + LARGE})
  void ringsAddFromTheRankBeforeASliceDownToItsOwn(int size, int length) throws Exception {
    List<List<float[]>> actual =
        TestProcessGroup.ring(size, WireFormat.FLOAT32)
            .run(
                collective -> {
                  List<float[]> results = new ArrayList<>();
                  for (int round = 0; round < 2; round++) {
                    float[] values = values(length, collective.rank());
                    results.add(collective.allGather(collective.reduceScatter(values)));
                    assertThat(values).isEqualTo(values(length, collective.rank()));
                    collective.allReduce(values);
                    results.add(values);
                  }
                  return results;
                });
    float[] expected = new float[length];
    for (int owner = 0; owner < size; owner++) {
      Slice slice = Slice.of(length, owner, size);
      for (int back = 1; back <= size; back++) {
        float[] addend = values(length, Math.floorMod(owner - back, size));
        for (int i = slice.start(); i < slice.end(); i++) {
          expected[i] = back == 1 ? addend[i] : expected[i] + addend[i];
        }
      }
    }
    for (List<float[]> rank : actual) {
      assertThat(rank).allSatisfy(sum -> assertThat(Arrays.equals(sum, expected)).isTrue());
    }
  }

  @Test
  void gathersBytes() throws Exception {
    List<List<byte[]>> gathered =
        TestProcessGroup.of(3)
            .run(
                collective -> {
                  collective.barrier();
                  return collective.allGather(
                      "x".repeat(collective.rank()).getBytes(StandardCharsets.UTF_8));
                });
    assertThat(gathered)
        .allSatisfy(
            all -> assertThat(all).extracting(bytes -> bytes.length).containsExactly(0, 1, 2));
  }

  @Test
  void encryptsWhenSparkDoes() throws Exception {
    TestProcessGroup group =
        new TestProcessGroup(
            2,
            rank -> TestProcessGroup.encrypted("the secret"),
            Duration.ofSeconds(20),
            WireFormat.FLOAT32);
    List<float[]> sums =
        group.run(
            collective -> {
              float[] values = new float[LARGE];
              Arrays.fill(values, 1 + collective.rank());
              collective.allReduce(values);
              return values;
            });
    assertThat(sums).allSatisfy(sum -> assertThat(sum).hasSize(LARGE).containsOnly(3));
  }

  @Test
  void refusesRanksWithAnotherSecret() {
    TestProcessGroup group =
        new TestProcessGroup(
            2,
            rank -> TestProcessGroup.encrypted("secret" + rank),
            Duration.ofSeconds(5),
            WireFormat.FLOAT32);
    assertThatThrownBy(() -> group.run(Collective::rank))
        .cause()
        .isInstanceOfSatisfying(
            SemblanceException.class,
            failure -> assertThat(failure.exitCode()).isEqualTo(ExitCode.PREFLIGHT))
        .hasMessageMatching(
            "rank 0 on 127.0.0.1 cannot connect to rank 1 at 127.0.0.1:\\d+ \\(.*\\): let executors"
                + " reach each other, with the same spark.authenticate.secret");
  }

  @Test
  void refusesRanksWithoutASecret() {
    TestProcessGroup group =
        new TestProcessGroup(
            2,
            rank -> rank == 0 ? TestProcessGroup.encrypted("secret") : TestProcessGroup.open(),
            Duration.ofSeconds(5),
            WireFormat.FLOAT32);
    assertThatThrownBy(() -> group.run(Collective::rank))
        .cause()
        .isInstanceOf(SemblanceException.class)
        .hasMessageContaining("cannot connect to rank");
  }

  @ParameterizedTest
  @CsvSource({"2,false", "3,false", "3,true"})
  void compressedSumsAreTheSameOnEveryRank(int size, boolean ring) throws Exception {
    TestProcessGroup group =
        new TestProcessGroup(
            size,
            rank -> TestProcessGroup.open(),
            Duration.ofSeconds(20),
            WireFormat.BFLOAT16,
            ring);
    List<float[]> sums =
        group.run(
            collective -> {
              float[] values = values(LARGE, collective.rank());
              collective.allReduce(values);
              return values;
            });
    float[] exact = new float[LARGE];
    for (int rank = 0; rank < size; rank++) {
      float[] values = values(LARGE, rank);
      for (int i = 0; i < LARGE; i++) {
        exact[i] += values[i];
      }
    }
    for (float[] sum : sums) {
      assertThat(Arrays.equals(sum, sums.get(0))).isTrue();
    }
    double worst = 0;
    for (int i = 0; i < LARGE; i++) {
      worst = Math.max(worst, Math.abs(sums.get(0)[i] - exact[i]));
    }
    // Addends below 4 in magnitude and their sum are rounded to 8 bits each.
    assertThat(worst).isBetween(1e-3, size * 0x1p-8 * 4 + 0x1p-8 * 4 * size);
  }

  @Test
  void passesOnWhyARankFailed() {
    assertThatThrownBy(
            () ->
                TestProcessGroup.of(3)
                    .run(
                        collective -> {
                          if (collective.rank() == 2) {
                            throw new IllegalStateException("no such image: 17");
                          }
                          collective.allReduce(new float[LARGE]);
                          return 0;
                        }))
        .hasCauseInstanceOf(PeerFailure.class)
        .hasMessageMatching(".*rank 2 at 127.0.0.1:\\d+ failed: no such image: 17");
  }

  @Test
  void noticesRanksThatLeaveTooEarly() {
    assertThatThrownBy(
            () ->
                TestProcessGroup.of(2)
                    .run(
                        collective -> {
                          if (collective.rank() == 0) {
                            collective.barrier();
                          }
                          return 0;
                        }))
        .hasCauseInstanceOf(PeerFailure.class)
        .hasMessageMatching(".*rank 1 at 127.0.0.1:\\d+ left the process group too early");
  }

  @Test
  void doesNotWaitForeverForAHungRank() {
    TestProcessGroup group =
        new TestProcessGroup(
            2, rank -> TestProcessGroup.open(), Duration.ofMillis(700), WireFormat.FLOAT32);
    assertThatThrownBy(
            () ->
                group.run(
                    collective -> {
                      if (collective.rank() == 1) {
                        pause(3000);
                      } else {
                        collective.allReduce(new float[LARGE]);
                      }
                      return 0;
                    }))
        .cause()
        .isInstanceOfSatisfying(
            SemblanceException.class,
            failure -> assertThat(failure.exitCode()).isEqualTo(ExitCode.TRAINING))
        .hasMessageMatching("nothing came from rank 1 at 127.0.0.1:\\d+ for 1 s: it hangs .*");
  }

  @Test
  void refusesDamagedFrames() throws Exception {
    assertThatThrownBy(() -> receive(frame(1, TestProcessGroup.RUN), 1))
        .isInstanceOf(SemblanceException.class)
        .hasMessageStartingWith(
            "the frame at 0 of 1 of exchange 2 (reduce) from rank 1 was damaged on its way");
    assertThat(receive(frame(1, TestProcessGroup.RUN), 0)).isEqualTo(1f);
  }

  @Test
  void refusesFramesOfAnotherRun() {
    assertThatThrownBy(() -> receive(frame(1, 0xdead), 0)).isInstanceOf(PeerFailure.class);
  }

  /** A slice of two values in frames of one: at these places, whatever should come. */
  @ParameterizedTest
  @CsvSource({"0,0", "1,0", "0,2"})
  void refusesFramesThatComeTwiceOrOutOfOrder(int first, int second) {
    List<FrameHeader> frames = List.of(frameAt(first), frameAt(second));
    assertThatThrownBy(() -> receive(frames, 0, new float[4]))
        .isInstanceOf(SemblanceException.class)
        .hasMessageMatching(
            "the frame at \\d of 2 of exchange 2 \\(reduce\\) from rank 1 came twice or out of order:"
                + " .*");
  }

  @Test
  void addsFramesThatComeInOrder() throws Exception {
    assertThat(receive(List.of(frameAt(0), frameAt(1)), 0, new float[4])).containsExactly(1, 1);
  }

  @Test
  void hangsUpOnStrangersThatSendMuch() throws Exception {
    Membership me = new Membership(TestProcessGroup.RUN, 1, 0, 2);
    try (RankEndpoint endpoint = RankEndpoint.open(me, TestProcessGroup.open(), "127.0.0.1");
        Socket stranger = new Socket()) {
      String[] address = endpoint.address().split(":", 2);
      stranger.connect(new InetSocketAddress(address[0], Integer.parseInt(address[1])));
      stranger.setSoTimeout(5000);
      ByteBuffer claim = ByteBuffer.allocate(Long.BYTES).putLong(300_000_000);
      stranger.getOutputStream().write(claim.array());
      assertThatThrownBy(
              () -> {
                for (int sent = 0; sent < 100 * StrangerLimit.BYTES; sent += 1024) {
                  stranger.getOutputStream().write(new byte[1024]);
                }
              })
          .isInstanceOf(IOException.class)
          .isNotInstanceOf(SocketTimeoutException.class);
    }
  }

  private static FrameHeader frameAt(int offset) {
    FrameHeader one = frame(1, TestProcessGroup.RUN);
    return new FrameHeader(
        one.run(), 1, 2, one.phase(), one.wire(), 1, 2, offset, 1, one.checksum());
  }

  private static FrameHeader frame(float value, long run) {
    ByteBuffer bytes = ByteBuffer.allocate(Float.BYTES);
    WireFormat.FLOAT32.write(new float[] {value}, 0, 1, bytes);
    return new FrameHeader(
        run, 1, 2, Phase.REDUCE, WireFormat.FLOAT32, 1, 1, 0, 1, Links.checksum(bytes.flip()));
  }

  /** What says that rank 1 has joined. */
  private static FrameHeader joined() {
    return new FrameHeader(
        TestProcessGroup.RUN, 1, 1, Phase.BYTES, WireFormat.FLOAT32, 1, 0, 0, 0, 0);
  }

  /** What rank 0 of 2 sums to, if rank 1 sends this header and the value 1, one bit flipped. */
  private static float receive(FrameHeader header, int flipped) throws Exception {
    return receive(List.of(header), flipped, new float[2])[0];
  }

  /** What rank 0 of 2 sums to, if rank 1 sends the value 1 under each of these headers. */
  private static float[] receive(List<FrameHeader> headers, int flipped, float[] values)
      throws Exception {
    Membership me = new Membership(TestProcessGroup.RUN, 1, 0, 2);
    Membership peer = new Membership(TestProcessGroup.RUN, 1, 1, 2);
    NetworkSecurity security = TestProcessGroup.open();
    try (RankEndpoint endpoint = RankEndpoint.open(me, security, "127.0.0.1");
        RankEndpoint other = RankEndpoint.open(peer, security, "127.0.0.1");
        TransportContext context =
            new TransportContext(security.transport(1), new NoOpRpcHandler());
        TransportClient client = connect(context, endpoint.address())) {
      client.sendRpcSync(ControlMessage.of(Kind.HELLO, peer, "").encode(), 1000);
      send(client, joined(), ByteBuffer.allocate(0));
      ByteBuffer value = ByteBuffer.allocate(Float.BYTES);
      WireFormat.FLOAT32.write(new float[] {1}, 0, 1, value);
      value.put(0, (byte) (value.get(0) ^ flipped));
      List<String> addresses = List.of(endpoint.address(), other.address());
      try (Collective collective =
          endpoint.join(addresses, Duration.ofSeconds(5), WireFormat.FLOAT32, false)) {
        value.flip();
        headers.forEach(header -> send(client, header, value.duplicate()));
        return collective.reduceScatter(values);
      }
    }
  }

  private static void send(TransportClient client, FrameHeader header, ByteBuffer values) {
    client.uploadStream(
        new NioManagedBuffer(header.encode()), new NioManagedBuffer(values), IGNORED);
  }

  private static TransportClient connect(TransportContext context, String address)
      throws IOException, InterruptedException {
    String[] parts = address.split(":", 2);
    return context
        .createClientFactory()
        .createUnmanagedClient(parts[0], Integer.parseInt(parts[1]));
  }

  private static final RpcResponseCallback IGNORED =
      new RpcResponseCallback() {
        @Override
        public void onSuccess(ByteBuffer response) {}

        @Override
        public void onFailure(Throwable cause) {}
      };

  private static float[] values(int length, int seed) {
    SplittableRandom random = new SplittableRandom(seed);
    float[] values = new float[length];
    for (int i = 0; i < length; i++) {
      values[i] = (float) random.nextDouble(-4, 4);
    }
    return values;
  }

  private static void pause(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
    }
  }
}
