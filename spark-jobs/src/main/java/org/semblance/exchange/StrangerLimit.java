package org.semblance.exchange;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import org.apache.spark.network.server.RpcHandler;
import org.apache.spark.network.server.TransportServerBootstrap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hangs up on whoever sends more than it takes to authenticate and to say hello before doing so:
 * Spark's decoder would keep all of a frame of up to two gigabytes.
 */
final class StrangerLimit extends ChannelInboundHandlerAdapter {

  /** Spark's key exchange takes some hundred bytes. */
  static final int BYTES = 1 << 16;

  private static final Logger LOG = LoggerFactory.getLogger(StrangerLimit.class);
  private static final String NAME = "stranger-limit";

  private long received;

  /** Limits each connection that another rank, or anyone, opens. */
  static TransportServerBootstrap bootstrap() {
    return StrangerLimit::impose;
  }

  private static RpcHandler impose(Channel channel, RpcHandler handler) {
    channel.pipeline().addFirst(NAME, new StrangerLimit());
    return handler;
  }

  /** The other side of {@code channel} is known now. */
  static void lift(Channel channel) {
    if (channel.pipeline().get(NAME) != null) {
      channel.pipeline().remove(NAME);
    }
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) throws Exception {
    if (message instanceof ByteBuf bytes) {
      received += bytes.readableBytes();
      if (received > BYTES) {
        LOG.warn("{} sent {} bytes without a hello: hanging up", context.channel(), received);
        bytes.release();
        var unused = context.close();
        return;
      }
    }
    super.channelRead(context, message);
  }
}
