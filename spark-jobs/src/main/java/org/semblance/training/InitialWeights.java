package org.semblance.training;

import java.io.BufferedInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.semblance.fault.SemblanceException;
import org.semblance.model.EmbeddingNet;
import org.semblance.model.file.Safetensors;

/** What training starts from, made on the driver: a weights file need not be on executors. */
final class InitialWeights {

  private InitialWeights() {}

  /**
   * Values of the net's tensors by name.
   *
   * @throws SemblanceException data, if {@code model.weights} is missing or belongs to another net
   */
  static Map<String, float[]> of(TrainSpec spec, Configuration hadoop) {
    EmbeddingNet net = EmbeddingNet.of(spec.model(), spec.transform().side());
    String weights = spec.model().weights();
    if (weights == null) {
      return net.initialValues(spec.train().seed());
    }
    Path path = new Path(weights);
    try (InputStream input = new BufferedInputStream(path.getFileSystem(hadoop).open(path))) {
      Safetensors file = Safetensors.read(input, weights);
      return net.initialValues(spec.train().seed(), file, weights);
    } catch (FileNotFoundException absent) {
      throw SemblanceException.data(
          "model.weights names %s, which does not exist: correct the path or set it to null"
              .formatted(weights));
    } catch (IOException failure) {
      throw new UncheckedIOException("cannot read model.weights " + weights, failure);
    }
  }
}
