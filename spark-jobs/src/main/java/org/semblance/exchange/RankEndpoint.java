package org.semblance.exchange;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.network.TransportContext;
import org.apache.spark.network.client.TransportClient;
import org.apache.spark.network.client.TransportClientFactory;
import org.apache.spark.network.server.TransportServer;
import org.apache.spark.network.util.TransportConf;
import org.jspecify.annotations.Nullable;
import org.semblance.exchange.ControlMessage.Kind;
import org.semblance.fault.SemblanceException;

/**
 * Where one rank can be reached, from before the others are known until the process group is over.
 * Owns threads and sockets until closed; a collective that was joined closes its endpoint.
 */
public final class RankEndpoint implements AutoCloseable {

  private static final int BUFFERS_PER_PEER = 4;
  private static final int LEAST_BUFFERS = 8;

  private final Membership me;
  private final NetworkSecurity security;
  private final String host;
  private final Mailbox mailbox = new Mailbox();
  private final Staging staging = new Staging();
  private final RankHandler handler;
  private final TransportConf conf;
  private final TransportContext context;
  private final TransportServer server;
  private @Nullable TransportClientFactory factory;

  private RankEndpoint(Membership me, NetworkSecurity security, String host) {
    this.me = me;
    this.security = security;
    this.host = host;
    handler = new RankHandler(me, mailbox, staging);
    conf = security.transport(me.size() - 1);
    context = new TransportContext(conf, handler);
    server = context.createServer(host, 0, security.server(conf));
  }

  /**
   * Starts to listen on a free port.
   *
   * @param host of this executor, as others reach it
   */
  public static RankEndpoint open(Membership me, NetworkSecurity security, String host) {
    return new RankEndpoint(me, security, host);
  }

  /** {@code host:port}. */
  public String address() {
    return host + ":" + server.getPort();
  }

  /**
   * Connects to all other ranks and waits until they have done so too.
   *
   * @param addresses of all ranks, in their order
   * @param limit of each exchange
   * @param gradients how gradients travel
   * @param ring whether sums go round a ring of the ranks instead of straight to each other
   * @throws SemblanceException preflight, if a rank cannot be reached or refuses
   */
  public SparkTransportCollective join(
      List<String> addresses, Duration limit, WireFormat gradients, boolean ring) {
    mailbox.addresses(addresses);
    int buffers = ring ? LEAST_BUFFERS : BUFFERS_PER_PEER * (me.size() - 1);
    try {
      Links links = new Links(me, mailbox, connect(addresses, limit));
      SendBuffers pool = new SendBuffers(Math.max(LEAST_BUFFERS, buffers), Frames.BYTES);
      Frames frames = new Frames(this, links, pool, limit);
      SparkTransportCollective collective =
          new SparkTransportCollective(
              this,
              links,
              frames,
              ring && me.size() > 1
                  ? new RingSum(frames, gradients)
                  : new DirectSum(frames, gradients));
      collective.barrier();
      return collective;
    } catch (RuntimeException failure) {
      close();
      throw failure;
    }
  }

  @Override
  public void close() {
    mailbox.close();
    if (factory != null) {
      factory.close();
    }
    server.close();
    context.close();
  }

  Membership membership() {
    return me;
  }

  Mailbox mailbox() {
    return mailbox;
  }

  Staging staging() {
    return staging;
  }

  private List<@Nullable TransportClient> connect(List<String> addresses, Duration limit) {
    TransportClientFactory clients = context.createClientFactory(security.client(conf));
    factory = clients;
    List<@Nullable TransportClient> links = new ArrayList<>();
    for (int rank = 0; rank < addresses.size(); rank++) {
      links.add(rank == me.rank() ? null : connect(clients, rank, addresses.get(rank), limit));
    }
    return links;
  }

  private TransportClient connect(
      TransportClientFactory clients, int rank, String address, Duration limit) {
    int colon = address.lastIndexOf(':');
    try {
      TransportClient client =
          clients.createUnmanagedClient(
              address.substring(0, colon), Integer.parseInt(address.substring(colon + 1)));
      client.sendRpcSync(ControlMessage.of(Kind.HELLO, me, "").encode(), limit.toMillis());
      handler.connected(client.getChannel(), rank);
      return client;
    } catch (IOException | RuntimeException failure) {
      throw SemblanceException.preflight(
          "rank %d on %s cannot connect to rank %d at %s (%s): let executors reach each other, with the same spark.authenticate.secret"
              .formatted(me.rank(), host, rank, address, firstLine(failure)));
    } catch (InterruptedException failure) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while connecting to " + address, failure);
    }
  }

  private static String firstLine(Throwable failure) {
    return String.valueOf(failure.getMessage()).lines().findFirst().orElse("no reason given");
  }
}
