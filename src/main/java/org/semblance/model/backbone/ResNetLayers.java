package org.semblance.model.backbone;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.semblance.model.block.BatchNormalization;
import org.semblance.model.block.Chain;
import org.semblance.model.block.Convolution;
import org.semblance.model.block.ConvolutionUnit;
import org.semblance.model.block.Initialization;
import org.semblance.model.block.MaxPool;
import org.semblance.model.block.NetBlock;
import org.semblance.model.block.Nonlinearity;
import org.semblance.model.block.Residual;
import org.semblance.model.block.TensorRules;

/** The two kinds of residual branch, and the net around them: He et al. 2016, table 1. */
enum ResNetLayers {
  /** Two 3x3 convolutions. */
  BASIC(1) {
    @Override
    NetBlock branch(String name, int in, int width, int stride, TensorRules rules) {
      return new Chain(
          List.of(
              unit(name, 1, Convolution.Shaped.symmetric(in, width, 3, stride), rules),
              last(name, 2, Convolution.Shaped.symmetric(width, width, 3, 1), rules)));
    }
  },
  /** 1x1 to fewer channels, 3x3, 1x1 to four times as many. */
  BOTTLENECK(4) {
    @Override
    NetBlock branch(String name, int in, int width, int stride, TensorRules rules) {
      return new Chain(
          List.of(
              unit(name, 1, Convolution.Shaped.symmetric(in, width, 1, 1), rules),
              unit(name, 2, Convolution.Shaped.symmetric(width, width, 3, stride), rules),
              last(name, 3, Convolution.Shaped.symmetric(width, 4 * width, 1, 1), rules)));
    }
  };

  private static final float EPSILON = 1e-5f;
  private static final int STEM = 64;
  private static final int STAGES = 4;

  private final int expansion;

  ResNetLayers(int expansion) {
    this.expansion = expansion;
  }

  abstract NetBlock branch(String name, int in, int width, int stride, TensorRules rules);

  int channels() {
    return expansion * (STEM << (STAGES - 1));
  }

  /** Stem and four stages of this many blocks. */
  NetBlock layers(int[] blocksPerStage, TensorRules rules) {
    List<NetBlock> stages = new ArrayList<>();
    var stem = Convolution.Shaped.symmetric(3, STEM, 7, 2);
    stages.add(unit("conv1", "bn1", stem, Nonlinearity.RELU, rules));
    stages.add(new MaxPool(3, 2, 1));
    int in = STEM;
    for (int stage = 0; stage < STAGES; stage++) {
      int width = STEM << stage;
      stages.add(stage("layer" + (stage + 1), in, width, blocksPerStage[stage], rules));
      in = expansion * width;
    }
    return new Chain(stages);
  }

  private NetBlock stage(String name, int in, int width, int blocks, TensorRules rules) {
    int firstStride = width == STEM ? 1 : 2;
    List<NetBlock> residuals = new ArrayList<>();
    for (int i = 0; i < blocks; i++) {
      int channels = i == 0 ? in : expansion * width;
      int stride = i == 0 ? firstStride : 1;
      String block = name + "." + i;
      residuals.add(
          new Residual(
              branch(block, channels, width, stride, rules),
              shortcut(block + ".downsample", channels, expansion * width, stride, rules)));
    }
    return new Chain(residuals);
  }

  private static @Nullable NetBlock shortcut(
      String name, int in, int out, int stride, TensorRules rules) {
    if (stride == 1 && in == out) {
      return null;
    }
    var projection = Convolution.Shaped.symmetric(in, out, 1, stride);
    return unit(name + ".0", name + ".1", projection, Nonlinearity.NONE, rules);
  }

  private static NetBlock unit(
      String block, int index, Convolution.Shaped shaped, TensorRules rules) {
    return unit(block + ".conv" + index, block + ".bn" + index, shaped, Nonlinearity.RELU, rules);
  }

  private static NetBlock last(
      String block, int index, Convolution.Shaped shaped, TensorRules rules) {
    return unit(block + ".conv" + index, block + ".bn" + index, shaped, Nonlinearity.NONE, rules);
  }

  private static NetBlock unit(
      String convolution,
      String norm,
      Convolution.Shaped shaped,
      Nonlinearity nonlinearity,
      TensorRules rules) {
    Initialization initialization = Initialization.fanOut(shaped.fanOut());
    return new ConvolutionUnit(
        new Convolution(convolution, shaped, rules, initialization),
        new BatchNormalization(norm, shaped.out(), EPSILON, rules),
        nonlinearity);
  }
}
