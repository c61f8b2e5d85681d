package org.semblance.bench.collective;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.spark.network.sasl.SecretKeyHolder;
import org.semblance.collective.Collective;
import org.semblance.exchange.Membership;
import org.semblance.exchange.NetworkSecurity;
import org.semblance.exchange.RankEndpoint;
import org.semblance.exchange.WireFormat;

/** One of several processes that sum arrays; the first prints the times. */
public final class AllReduceRank {

  private static final String LOOPBACK = "127.0.0.1";
  private static final Duration LIMIT = Duration.ofMinutes(1);

  private AllReduceRank() {}

  /** {@code RANK RANKS FLOATS ROUNDS MODE FOLDER}; mode plain, aes or bf16; an empty folder. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    int rank = Integer.parseInt(arguments[0]);
    int ranks = Integer.parseInt(arguments[1]);
    float[] values = new float[Integer.parseInt(arguments[2])];
    int rounds = Integer.parseInt(arguments[3]);
    String mode = arguments[4];
    Path folder = Path.of(arguments[5]);
    RankEndpoint endpoint =
        RankEndpoint.open(new Membership(1, 1, rank, ranks), security(mode), LOOPBACK);
    WireFormat wire = mode.equals("bf16") ? WireFormat.BFLOAT16 : WireFormat.FLOAT32;
    List<String> addresses = addresses(folder, rank, ranks, endpoint.address());
    try (Collective collective = endpoint.join(addresses, LIMIT, wire, false)) {
      double[] millis = new double[rounds];
      for (int round = 0; round < rounds; round++) {
        millis[round] = time(collective, values);
      }
      if (rank == 0) {
        report(mode, ranks, values.length, Arrays.copyOfRange(millis, rounds / 2, rounds));
      }
    }
    System.exit(0);
  }

  private static double time(Collective collective, float[] values) {
    int ranks = collective.size();
    Arrays.fill(values, collective.rank() + 1);
    collective.barrier();
    long start = System.nanoTime();
    collective.allReduce(values);
    double millis = (System.nanoTime() - start) / 1e6;
    if (values[values.length / 3] != ranks * (ranks + 1) / 2f) {
      throw new IllegalStateException("wrong sum " + values[values.length / 3]);
    }
    return millis;
  }

  /** The second half of the rounds: the code is warm by then. */
  private static void report(String mode, int ranks, int floats, double[] millis) {
    Arrays.sort(millis);
    System.out.printf(
        Locale.ROOT,
        "semblance %-5s ranks=%d floats=%d best %.0f ms median %.0f ms%n",
        mode,
        ranks,
        floats,
        millis[0],
        millis[millis.length / 2]);
  }

  private static NetworkSecurity security(String mode) {
    Map<String, String> properties =
        mode.equals("aes")
            ? Map.of(NetworkSecurity.AUTHENTICATE, "true", "spark.network.crypto.enabled", "true")
            : Map.of();
    return new NetworkSecurity(properties, "benchmark", new Secret());
  }

  /** Tells the other processes this one's address and waits for theirs. */
  private static List<String> addresses(Path folder, int rank, int ranks, String own)
      throws IOException, InterruptedException {
    Path written = Files.writeString(folder.resolve("writing" + rank), own);
    Files.move(written, folder.resolve("rank" + rank), StandardCopyOption.ATOMIC_MOVE);
    List<String> addresses = new ArrayList<>();
    for (int other = 0; other < ranks; other++) {
      Path file = folder.resolve("rank" + other);
      while (!Files.exists(file)) {
        Thread.sleep(20);
      }
      addresses.add(Files.readString(file));
    }
    return addresses;
  }

  private record Secret() implements SecretKeyHolder {

    @Override
    public String getSaslUser(String application) {
      return "benchmark";
    }

    @Override
    public String getSecretKey(String application) {
      return "known to all ranks";
    }
  }
}
