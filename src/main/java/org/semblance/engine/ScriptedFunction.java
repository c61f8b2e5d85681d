package org.semblance.engine;

import ai.djl.MalformedModelException;
import ai.djl.Model;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValueUtils;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * A PyTorch function of one array that DJL has no method for, given as TorchScript. It is recorded
 * for gradients like any operation. Holds about a kilobyte of native memory for the life of the
 * JVM; any number of threads may call it.
 */
public final class ScriptedFunction {

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

  private ScriptedFunction(Model model) {
    this.model = model;
  }

  /**
   * The function {@code x -> expression}; the engine has been started.
   *
   * @param expression TorchScript as it is serialised, for example {@code torch.relu_(x)}
   */
  public static ScriptedFunction of(String expression) {
    Model model = Model.newInstance("scripted", "PyTorch");
    try {
      model.load(new ByteArrayInputStream(archive(expression)));
    } catch (IOException failure) {
      throw new UncheckedIOException("cannot load " + expression, failure);
    } catch (MalformedModelException failure) {
      throw new IllegalArgumentException("expression must be TorchScript: " + expression, failure);
    }
    return new ScriptedFunction(model);
  }

  /**
   * The value of the function.
   *
   * @return attached to the manager of {@code input}; shares its memory if the expression works in
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
