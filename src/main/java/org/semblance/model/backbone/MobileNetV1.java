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
import org.semblance.model.block.NetBlock;
import org.semblance.model.block.Nonlinearity;
import org.semblance.model.block.TensorRules;

/**
 * MobileNetV1 (Howard et al. 2017, table 1) as Keras builds it: depthwise separable convolutions,
 * TensorFlow's SAME padding, batch norm with epsilon 0.001, ReLU6. Tensors {@code
 * features.0.{0,1}.*}, then {@code features.k.0} depthwise, {@code .1} its norm, {@code .3}
 * pointwise, {@code .4} its norm.
 *
 * @param width multiplier of all channel counts; the weights of a file have one
 */
@Summary("MobileNet (Howard et al. 2017).")
public record MobileNetV1(
    @Setting(value = "Multiplier of all channels.", byDefault = "1.0", above = 0, atMost = 4)
        double width)
    implements Backbone {

  private static final float EPSILON = 1e-3f;
  private static final int FIRST = 32;
  private static final int[] OUTPUTS = {
    64, 128, 128, 256, 256, 512, 512, 512, 512, 512, 512, 1024, 1024
  };
  private static final int[] STRIDES = {1, 2, 1, 2, 1, 2, 1, 1, 1, 1, 1, 2, 1};

  public MobileNetV1 {
    Settings.check(MobileNetV1.class, width);
  }

  @Override
  public int channels() {
    return scaled(OUTPUTS[OUTPUTS.length - 1]);
  }

  @Override
  public NetBlock layers(TensorRules rules) {
    List<NetBlock> blocks = new ArrayList<>();
    int in = scaled(FIRST);
    blocks.add(unit("features.0", 0, same(3, in, 3, 2, 1), rules));
    for (int i = 0; i < OUTPUTS.length; i++) {
      String name = "features." + (i + 1);
      int out = scaled(OUTPUTS[i]);
      blocks.add(
          new Chain(
              List.of(
                  unit(name, 0, same(in, in, 3, STRIDES[i], in), rules),
                  unit(name, 3, same(in, out, 1, 1, 1), rules))));
      in = out;
    }
    return new Chain(blocks);
  }

  private int scaled(int channels) {
    return Math.max(1, (int) (channels * width));
  }

  private static Convolution.Shaped same(int in, int out, int kernel, int stride, int groups) {
    return new Convolution.Shaped(
        in, out, kernel, stride, groups, Convolution.Padding.TENSORFLOW_SAME);
  }

  private static NetBlock unit(
      String name, int index, Convolution.Shaped shaped, TensorRules rules) {
    Initialization initialization = Initialization.fanOut(shaped.fanOut());
    return new ConvolutionUnit(
        new Convolution(name + "." + index, shaped, rules, initialization),
        new BatchNormalization(name + "." + (index + 1), shaped.out(), EPSILON, rules),
        Nonlinearity.RELU6);
  }
}
