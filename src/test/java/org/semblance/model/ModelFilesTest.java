package org.semblance.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.semblance.fault.SemblanceException;
import org.semblance.image.transform.Augmentation;
import org.semblance.image.transform.EvalTransform;
import org.semblance.image.transform.MildWarp;
import org.semblance.image.transform.NoAugmentation;
import org.semblance.image.transform.ResizeFilter;
import org.semblance.image.transform.TransformSettings;
import org.semblance.model.block.NetTensor;
import org.semblance.model.file.ModelFolder;
import org.semblance.model.file.Safetensors;

final class ModelFilesTest {

  private static final int SIDE = 32;

  @TempDir private Path folder;

  @Test
  void readsBackWhatItWrote() throws IOException {
    ModelFiles written = write(new NoAugmentation());
    ModelFiles read = ModelFiles.read(ModelFolder.local(folder));
    assertThat(read.description()).isEqualTo(written.description());
    assertThat(read.description().label()).matches("tiny@[0-9a-f]{12}");
    assertThat(read.values()).containsOnlyKeys(names());
    assertThat(read.values().get("head.weight"))
        .isEqualTo(net().initialValues(5).get("head.weight"));
  }

  @Test
  void keepsTheAugmentationOfTraining() throws IOException {
    Augmentation mild = new MildWarp(0.06, 8, 0.9, 1.1, 6);
    assertThat(write(mild).description())
        .isEqualTo(ModelFiles.read(ModelFolder.local(folder)).description());
  }

  @Test
  void readsADescriptionFromWhenPoolingWasAName() throws IOException {
    ModelFiles written = write(new NoAugmentation());
    Path description = folder.resolve("model.json");
    String json = Files.readString(description);
    String old = json.replaceAll("\\{\\s*\"type\" : \"avg\"\\s*\\}", "\"avg\"");
    assertThat(old).isNotEqualTo(json).contains("\"pooling\" : \"avg\"");
    Files.writeString(description, old);
    assertThat(ModelFiles.read(ModelFolder.local(folder)).description())
        .isEqualTo(written.description());
  }

  @Test
  void namesAClassThatIsMissing() throws IOException {
    write(new NoAugmentation());
    Path description = folder.resolve("model.json");
    Files.writeString(
        description, Files.readString(description).replace("\"conv4\"", "\"com.acme.Net\""));
    assertThatThrownBy(() -> ModelFiles.read(ModelFolder.local(folder)))
        .hasMessageContaining(
            "type names the class com.acme.Net, which is not on the class path: give its jar with"
                + " --jars");
  }

  @Test
  void writesTheSameBytesAgain() throws IOException {
    write(new NoAugmentation());
    byte[] first = Files.readAllBytes(folder.resolve(ModelFiles.WEIGHTS));
    write(new NoAugmentation());
    assertThat(folder.resolve(ModelFiles.WEIGHTS)).hasBinaryContent(first);
  }

  @Test
  void refusesWeightsOfAnotherDescription() throws IOException {
    String expected = write(new NoAugmentation()).description().sha256();
    Path weights = folder.resolve(ModelFiles.WEIGHTS);
    new Safetensors(Map.of(), Map.of()).write(weights);
    requireFault(
        weights
            + " has digest 9bbcbf73561f6bc5d0a17ea6a2081feed2d1304e87602d8c502d9a5c4bd85576"
            + " where model.json holds "
            + expected
            + ": copy both files again");
  }

  @Test
  void namesWhatIsMissing() {
    requireFault(
        "there is no model: "
            + folder.resolve("model.json")
            + " is missing; train first or name a folder with a trained model");
  }

  @Test
  void namesAnUnreadableDescription() throws IOException {
    write(new NoAugmentation());
    Files.writeString(folder.resolve(ModelFiles.DESCRIPTION), "{");
    assertThatThrownBy(() -> ModelFiles.read(ModelFolder.local(folder)))
        .isInstanceOf(SemblanceException.class)
        .hasMessageStartingWith(folder.resolve("model.json") + " is no description of a model (")
        .hasMessageEndingWith("): train again or copy it again");
  }

  private ModelFiles write(Augmentation train) throws IOException {
    TransformSettings transform =
        new TransformSettings(
            SIDE,
            ResizeFilter.BICUBIC,
            train,
            new EvalTransform(SIDE),
            List.of(0.5, 0.5, 0.5),
            List.of(0.5, 0.5, 0.5));
    ModelSettings model = NetSettings.conv4(2).settings();
    return ModelFiles.write(
        ModelFolder.local(folder),
        ModelDescription.of("tiny", model, transform),
        net().stored(net().initialValues(5)));
  }

  private static EmbeddingNet net() {
    return EmbeddingNet.of(NetSettings.conv4(2).settings(), SIDE);
  }

  private static String[] names() {
    return net().tensors().stream().map(NetTensor::name).toArray(String[]::new);
  }

  private void requireFault(String message) {
    assertThatThrownBy(() -> ModelFiles.read(ModelFolder.local(folder)))
        .isInstanceOf(SemblanceException.class)
        .hasMessage(message);
  }
}
