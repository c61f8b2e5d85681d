package org.semblance.exchange;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.SparkEnv;
import org.apache.spark.network.client.TransportClientBootstrap;
import org.apache.spark.network.crypto.AuthClientBootstrap;
import org.apache.spark.network.crypto.AuthServerBootstrap;
import org.apache.spark.network.sasl.SecretKeyHolder;
import org.apache.spark.network.server.TransportServerBootstrap;
import org.apache.spark.network.util.MapConfigProvider;
import org.apache.spark.network.util.TransportConf;
import scala.Tuple2;

/**
 * What Spark's settings say about connections between executors: {@code spark.authenticate} and
 * {@code spark.network.crypto.*} hold for the process group as they do for shuffles.
 *
 * @param properties of Spark
 * @param application its id
 * @param secrets where the shared secret is
 */
public record NetworkSecurity(
    Map<String, String> properties, String application, SecretKeyHolder secrets) {

  /** Whether connections must prove that they know the secret. */
  public static final String AUTHENTICATE = "spark.authenticate";

  private static final String MODULE = "semblance";
  private static final int MOST_THREADS = 4;

  /** Those of this executor. */
  public static NetworkSecurity of(SparkEnv env) {
    Map<String, String> properties = new HashMap<>();
    for (Tuple2<String, String> property : env.conf().getAll()) {
      properties.put(property._1(), property._2());
    }
    return new NetworkSecurity(properties, env.conf().getAppId(), env.securityManager());
  }

  /** Settings of the network layer: threads per direction for the peers, up to half the cores. */
  TransportConf transport(int peers) {
    Map<String, String> all = new HashMap<>(properties);
    int spare = Math.max(1, Math.min(MOST_THREADS, Runtime.getRuntime().availableProcessors() / 2));
    String threads = Integer.toString(Math.max(1, Math.min(peers, spare)));
    all.putIfAbsent("spark." + MODULE + ".io.serverThreads", threads);
    all.putIfAbsent("spark." + MODULE + ".io.clientThreads", threads);
    return new TransportConf(MODULE, new MapConfigProvider(all));
  }

  List<TransportServerBootstrap> server(TransportConf conf) {
    return authenticates()
        ? List.of(StrangerLimit.bootstrap(), new AuthServerBootstrap(conf, secrets))
        : List.of(StrangerLimit.bootstrap());
  }

  List<TransportClientBootstrap> client(TransportConf conf) {
    return authenticates()
        ? List.of(new AuthClientBootstrap(conf, application, secrets))
        : List.of();
  }

  private boolean authenticates() {
    return Boolean.parseBoolean(properties.getOrDefault(AUTHENTICATE, "false"));
  }
}
