package org.semblance.exchange;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.apache.spark.network.sasl.SecretKeyHolder;
import org.semblance.collective.Collective;
import org.semblance.collective.InProcessRanks;

/** Ranks in threads of this JVM, connected by real sockets. */
public record TestProcessGroup(
    int size,
    IntFunction<NetworkSecurity> security,
    Duration limit,
    WireFormat gradients,
    boolean ring) {

  static final long RUN = 0x5eed;

  private static final String LOOPBACK = "127.0.0.1";

  public static TestProcessGroup of(int size) {
    return of(size, Duration.ofSeconds(20));
  }

  /** Ranks that give each other up after {@code limit}. */
  public static TestProcessGroup of(int size, Duration limit) {
    return new TestProcessGroup(size, rank -> open(), limit, WireFormat.FLOAT32);
  }

  /** Ranks whose sums go round a ring. */
  public static TestProcessGroup ring(int size, WireFormat gradients) {
    return new TestProcessGroup(size, rank -> open(), Duration.ofSeconds(20), gradients, true);
  }

  TestProcessGroup(
      int size, IntFunction<NetworkSecurity> security, Duration limit, WireFormat gradients) {
    this(size, security, limit, gradients, false);
  }

  /** Connections without authentication. */
  static NetworkSecurity open() {
    return new NetworkSecurity(Map.of(), "application", new Secret("unused"));
  }

  /** Connections with authentication and encryption. */
  static NetworkSecurity encrypted(String secret) {
    return new NetworkSecurity(
        Map.of("spark.authenticate", "true", "spark.network.crypto.enabled", "true"),
        "application",
        new Secret(secret));
  }

  /** What every rank computed, by rank; the first failure to happen, if any. */
  public <T> List<T> run(Function<Collective, T> body)
      throws InterruptedException, ExecutionException {
    List<RankEndpoint> endpoints = new ArrayList<>();
    try {
      for (int rank = 0; rank < size; rank++) {
        Membership me = new Membership(RUN, 1, rank, size);
        endpoints.add(RankEndpoint.open(me, security.apply(rank), LOOPBACK));
      }
      List<String> addresses = endpoints.stream().map(RankEndpoint::address).toList();
      return InProcessRanks.run(
          endpoints.stream()
              .map(endpoint -> (Callable<T>) () -> rank(endpoint, addresses, body))
              .toList());
    } finally {
      endpoints.forEach(RankEndpoint::close);
    }
  }

  private <T> T rank(RankEndpoint endpoint, List<String> addresses, Function<Collective, T> body) {
    try (Collective collective = endpoint.join(addresses, limit, gradients, ring)) {
      try {
        return body.apply(collective);
      } catch (RuntimeException failure) {
        collective.abort(String.valueOf(failure.getMessage()));
        throw failure;
      }
    }
  }

  private record Secret(String secret) implements SecretKeyHolder {

    @Override
    public String getSaslUser(String application) {
      return "semblance";
    }

    @Override
    public String getSecretKey(String application) {
      return secret;
    }
  }
}
