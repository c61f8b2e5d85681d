package org.semblance.model.backbone;

import ai.djl.Device;
import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.semblance.fault.SemblanceException;
import org.semblance.model.block.NetBlock;
import org.semblance.tensor.ScriptedModule;

/** A {@link TorchScript} backbone, loaded once per device; it declares no tensors. */
final class TorchScriptBlock extends NetBlock {

  private final TorchScript settings;
  private final Map<Device, ScriptedModule> modules = new ConcurrentHashMap<>();

  public TorchScriptBlock(TorchScript settings) {
    this.settings = settings;
  }

  /** A map of features; features without positions are a map of one position. */
  @Override
  public NDArray apply(NDArray input, boolean training) {
    NDArray features = features(modules.computeIfAbsent(input.getDevice(), this::load), input);
    NDArray map = features;
    if (features.getShape().dimension() == 2) {
      try (features) {
        map = features.reshape(features.getShape().add(1, 1));
      }
    }
    requireChannels(map.getShape().slice(1), input.getShape().slice(1));
    return map;
  }

  /** The channels that the settings promise, as a map of one position; the file is not read. */
  @Override
  public Shape outputShape(Shape input) {
    return new Shape(settings.channels(), 1, 1);
  }

  /** It is used as it is. */
  @Override
  public long heldValues(Shape input) {
    return 0;
  }

  private NDArray features(ScriptedModule module, NDArray input) {
    try {
      return module.apply(input);
    } catch (EngineException failure) {
      throw SemblanceException.usage(
          "%s cannot take an image of %s (%s): set transform.side to what it was exported for"
              .formatted(settings.path(), input.getShape().slice(1), lastLine(failure)));
    }
  }

  private void requireChannels(Shape output, Shape input) {
    if (output.dimension() != 3 || output.get(0) != settings.channels()) {
      throw SemblanceException.usage(
          "%s gives %s for an image of %s: set model.backbone.channels to what it gives (got %d), or export the part before the classifier"
              .formatted(settings.path(), output, input, settings.channels()));
    }
  }

  private ScriptedModule load(Device device) {
    Path file = Path.of(settings.path());
    try (InputStream input = new BufferedInputStream(Files.newInputStream(file))) {
      return ScriptedModule.read(input, device);
    } catch (IOException failure) {
      throw SemblanceException.data(
          "cannot read the backbone %s: put it where every executor can read it, or pass it with --files and name it without a folder"
              .formatted(file.toAbsolutePath()));
    } catch (EngineException failure) {
      throw SemblanceException.data(
          "%s is no TorchScript (%s): write it with torch.jit.save"
              .formatted(file.toAbsolutePath(), lastLine(failure)));
    }
  }

  /** PyTorch's reason, which it says last; before it comes where. */
  private static String lastLine(EngineException failure) {
    String message = String.valueOf(failure.getMessage()).strip();
    return message.substring(message.lastIndexOf('\n') + 1).strip();
  }
}
