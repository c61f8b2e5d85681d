package org.semblance.training;

import java.io.Serializable;
import java.time.Duration;
import java.util.List;
import org.apache.spark.BarrierTaskContext;
import org.apache.spark.SparkEnv;
import org.semblance.collective.Collective;
import org.semblance.collective.InProcessCollective;
import org.semblance.exchange.Membership;
import org.semblance.exchange.NetworkSecurity;
import org.semblance.exchange.RankEndpoint;
import org.semblance.exchange.WireFormat;
import org.semblance.train.settings.TrainSettings.Compression;
import org.semblance.train.settings.TrainSettings.ExchangeSettings;

/**
 * How the ranks of one attempt find each other.
 *
 * @param run drawn by the driver
 * @param attempt from 1
 */
record GroupEntry(long run, int attempt, int ranks, ExchangeSettings exchange)
    implements Serializable {

  /** Connects the calling rank to all others; a rank that is alone has nobody to connect to. */
  Collective enter(BarrierTaskContext task) {
    if (ranks == 1) {
      return InProcessCollective.group(1).get(0);
    }
    SparkEnv env = SparkEnv.get();
    String host = env.blockManager().blockManagerId().host();
    Membership me = new Membership(run, attempt, task.partitionId(), ranks);
    RankEndpoint endpoint = RankEndpoint.open(me, NetworkSecurity.of(env), host);
    try {
      List<RankPlace> places = RankPlace.of(task, host, endpoint.address()).exchange(task);
      return endpoint.join(
          places.stream().map(RankPlace::endpoint).toList(),
          Duration.ofSeconds(exchange.deadlineSeconds()),
          exchange.compression() == Compression.BF16 ? WireFormat.BFLOAT16 : WireFormat.FLOAT32,
          exchange.ring(ranks));
    } catch (RuntimeException failure) {
      endpoint.close();
      throw failure;
    }
  }
}
