package org.semblance.model.backbone;

import java.util.ArrayList;
import java.util.List;
import org.semblance.config.Setting;
import org.semblance.config.Settings;
import org.semblance.config.Summary;
import org.semblance.model.block.BatchNormalization;
import org.semblance.model.block.Chain;
import org.semblance.model.block.Convolution;
import org.semblance.model.block.ConvolutionUnit;
import org.semblance.model.block.Initialization;
import org.semblance.model.block.MaxPool;
import org.semblance.model.block.NetBlock;
import org.semblance.model.block.Nonlinearity;
import org.semblance.model.block.Rectifier;
import org.semblance.model.block.TensorRules;

/**
 * Four blocks of 3x3 convolution, batch norm, ReLU and 2x2 max pooling, for images of 28 to 105
 * pixels: Vinyals et al. 2016 (Matching Networks), section 4.1. Tensors {@code features.0.0.weight}
 * (convolution), {@code features.0.1.*} (batch norm), and so on.
 *
 * @param channels of every block; 64 in the paper
 */
@Summary("Four convolutional blocks, for 16 to 105 pixels.")
public record Conv4(
    @Setting(value = "Channels of every block.", byDefault = "64", atLeast = 1) int channels)
    implements Backbone {

  private static final int BLOCKS = 4;
  private static final float EPSILON = 1e-5f;

  public Conv4 {
    Settings.check(Conv4.class, channels);
  }

  @Override
  public NetBlock layers(TensorRules rules) {
    List<NetBlock> blocks = new ArrayList<>();
    int in = 3;
    for (int i = 0; i < BLOCKS; i++) {
      blocks.add(block("features." + i, in, rules));
      in = channels;
    }
    return new Chain(blocks);
  }

  private NetBlock block(String name, int in, TensorRules rules) {
    var shaped = Convolution.Shaped.symmetric(in, channels, 3, 1);
    Initialization initialization = Initialization.fanIn(shaped.fanIn());
    var convolution = new Convolution(name + ".0", shaped, rules, initialization);
    var norm = new BatchNormalization(name + ".1", channels, EPSILON, rules);
    // The maximum of rectified values is the rectified maximum, of a quarter of the values.
    return new Chain(
        List.of(
            new ConvolutionUnit(convolution, norm, Nonlinearity.NONE),
            new MaxPool(2, 2, 0),
            new Rectifier()));
  }
}
