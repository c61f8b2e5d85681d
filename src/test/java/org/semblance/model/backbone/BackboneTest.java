package org.semblance.model.backbone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.types.Shape;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.semblance.model.EmbeddingNet;
import org.semblance.model.NetSettings;
import org.semblance.model.block.BatchNormMode;
import org.semblance.model.block.Initialization;
import org.semblance.model.block.NetBlock;
import org.semblance.model.block.NetTensor;
import org.semblance.model.block.NetTensor.Kind;
import org.semblance.model.block.TensorRules;

final class BackboneTest {

  private static final TensorRules TRAINING = new TensorRules(BatchNormMode.TRAINABLE, false);

  @Test
  void resNet18HasTorchvisionsParameterCount() {
    // torchvision's resnet18 has 11,689,512 parameters, of which 512 * 1000 + 1000 in fc.
    assertThat(parameterCount(new ResNet18())).isEqualTo(11_689_512 - 513_000);
  }

  @Test
  void resNet50HasTorchvisionsParameterCount() {
    // torchvision's resnet50 has 25,557,032 parameters, of which 2048 * 1000 + 1000 in fc.
    assertThat(parameterCount(new ResNet50())).isEqualTo(25_557_032 - 2_049_000);
  }

  @Test
  void resNet18NamesItsTensorsAsTorchvision() {
    List<String> names = names(new ResNet18());
    assertThat(names)
        .startsWith("conv1.weight", "bn1.weight", "bn1.bias", "bn1.running_mean", "bn1.running_var")
        .contains("layer1.1.conv2.weight", "layer2.0.downsample.0.weight")
        .contains("layer4.0.downsample.1.running_var", "layer4.1.bn2.bias")
        .doesNotContain("layer1.0.downsample.0.weight")
        .hasSize(20 * 5)
        .doesNotHaveDuplicates();
  }

  @Test
  void resNet50NamesItsTensorsAsTorchvision() {
    assertThat(names(new ResNet50()))
        .contains("layer1.0.downsample.0.weight", "layer3.5.conv3.weight", "layer4.2.bn3.weight")
        .hasSize(53 * 5)
        .doesNotHaveDuplicates();
  }

  @Test
  void mobileNetNamesDepthwiseAndPointwiseTensors() {
    List<String> names = names(new MobileNetV1(0.75));
    assertThat(names)
        .startsWith("features.0.0.weight", "features.0.1.weight")
        .endsWith("features.13.4.running_mean", "features.13.4.running_var")
        .hasSize(27 * 5)
        .doesNotHaveDuplicates();
    // Of the 137 tensors of the published file, two are the classifier's.
    assertThat(tensors(new MobileNetV1(0.75)).stream().mapToLong(NetTensor::size).sum())
        .isEqualTo(1_832_976);
  }

  @Test
  void conv4NamesConvolutionsAndNorms() {
    assertThat(names(new Conv4(8)))
        .startsWith("features.0.0.weight", "features.0.1.weight")
        .endsWith("features.3.1.running_mean", "features.3.1.running_var")
        .hasSize(4 * 5);
  }

  @Test
  void mobileNetHalvesOddSidesUpwards() {
    NetBlock layers = new MobileNetV1(0.25).layers(TRAINING);
    assertThat(layers.outputShape(new Shape(3, 225, 225))).isEqualTo(new Shape(256, 8, 8));
    assertThat(layers.outputShape(new Shape(3, 192, 192))).isEqualTo(new Shape(256, 6, 6));
  }

  @Test
  void conv4RejectsImagesThatVanish() {
    assertThatThrownBy(() -> EmbeddingNet.of(NetSettings.conv4(4).settings(), 8))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("side must be large enough for the backbone, got 8 pixels");
  }

  @Test
  void initialValuesFollowFromSeedAndName() {
    NetTensor tensor = tensors(new Conv4(8)).get(0);
    assertThat(tensor.initialValues(7)).isEqualTo(tensor.initialValues(7));
    assertThat(tensor.initialValues(7)).isNotEqualTo(tensor.initialValues(8));
    assertThat(tensors(new Conv4(8)).get(5).initialValues(7)).hasSize(8 * 8 * 9);
    assertThat(Math.abs(tensor.initialValues(7)[0])).isLessThan((float) (1 / Math.sqrt(27)));
  }

  @Test
  void normalValuesHaveTheirMoments() {
    float[] values = new Initialization.Normal(2).draw(100_001, 5);
    double sum = 0;
    double squares = 0;
    for (float value : values) {
      sum += value;
      squares += (double) value * value;
    }
    // Standard errors at this count: 0.006 for the mean, 0.013 for the second moment.
    assertThat(sum / values.length).isBetween(-0.03, 0.03);
    assertThat(squares / values.length).isBetween(3.93, 4.07);
  }

  private static long parameterCount(Backbone backbone) {
    return tensors(backbone).stream()
        .filter(tensor -> tensor.kind() == Kind.PARAMETER)
        .mapToLong(NetTensor::size)
        .sum();
  }

  private static List<String> names(Backbone backbone) {
    return tensors(backbone).stream().map(NetTensor::name).toList();
  }

  private static List<NetTensor> tensors(Backbone backbone) {
    return backbone.layers(TRAINING).tensors();
  }
}
