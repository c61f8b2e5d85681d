package org.semblance.tensor;

import ai.djl.Device;
import ai.djl.MalformedModelException;
import ai.djl.Model;
import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValueUtils;
import ai.djl.pytorch.jni.JniUtils;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * A TorchScript module of one array, recorded for gradients like any operation where the thread
 * records. Its parameters stay as they are and get no gradient. Holds its native memory for as long
 * as it is referred to; any number of threads may call it.
 */
public final class ScriptedModule {

  /** PyTorch's file format; every version since 1.6 reads it. */
  private static final String FILE_VERSION = "3\n";

  /**
   * Pickle protocol 2 of an instance of {@code __torch__.Scripted} with {@code training = True}.
   */
  private static final byte[] INSTANCE =
      "\u0080\u0002c__torch__\nScripted\n)\u0081}(X\b\0\0\0training\u0088ub."
          .getBytes(StandardCharsets.ISO_8859_1);

  /** Pickle protocol 2 of an empty tuple. */
  private static final byte[] NO_CONSTANTS = "\u0080\u0002).".getBytes(StandardCharsets.ISO_8859_1);

  private static final String SOURCE =
      """
      class Scripted(Module):
        __parameters__ = []
        __buffers__ = []
        training : bool
        def forward(self: __torch__.Scripted,
          x: Tensor) -> Tensor:
          return %s
      """;

  /** Referred to for as long as this object lives: a forgotten model closes its block. */
  private final Model model;

  private ScriptedModule(Model model) {
    this.model = model;
  }

  /**
   * The function {@code x -> expression}, for what DJL has no method for; the engine has been
   * started.
   *
   * @param expression TorchScript as it is serialized, for example {@code torch.relu_(x)}
   */
  public static ScriptedModule of(String expression) {
    try {
      return read(new ByteArrayInputStream(archive(expression)), Device.cpu());
    } catch (IOException failure) {
      throw new UncheckedIOException("cannot load " + expression, failure);
    }
  }

  /**
   * The module in a file that PyTorch's {@code torch.jit.save} wrote, as in evaluation: dropout
   * off, batch norms with their stored statistics.
   *
   * @param device to put its parameters on
   * @throws EngineException if it is no TorchScript
   */
  public static ScriptedModule read(InputStream file, Device device) throws IOException {
    Model model = Model.newInstance("scripted", device, "PyTorch");
    try {
      model.load(file);
    } catch (MalformedModelException failure) {
      throw new EngineException("the file is no TorchScript", failure);
    }
    JniUtils.enableInferenceMode((PtSymbolBlock) model.getBlock());
    return new ScriptedModule(model);
  }

  /**
   * The module's output.
   *
   * @return attached to the manager of {@code input}; shares its memory if the module works in
   *     place
   */
  public NDArray apply(NDArray input) {
    PtSymbolBlock module = (PtSymbolBlock) model.getBlock();
    // DJL records nothing of modules that are not in training.
    return IValueUtils.forward(module, new NDList(input), true).singletonOrThrow();
  }

  private static byte[] archive(String expression) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      store(zip, "scripted/data.pkl", INSTANCE);
      store(zip, "scripted/code/__torch__.py", utf8(SOURCE.formatted(expression)));
      store(zip, "scripted/constants.pkl", NO_CONSTANTS);
      store(zip, "scripted/version", utf8(FILE_VERSION));
    }
    return bytes.toByteArray();
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** Uncompressed, as PyTorch wants it. */
  private static void store(ZipOutputStream zip, String name, byte[] content) throws IOException {
    CRC32 checksum = new CRC32();
    checksum.update(content);
    ZipEntry entry = new ZipEntry(name);
    entry.setMethod(ZipEntry.STORED);
    entry.setSize(content.length);
    entry.setCrc(checksum.getValue());
    zip.putNextEntry(entry);
    zip.write(content);
    zip.closeEntry();
  }
}
