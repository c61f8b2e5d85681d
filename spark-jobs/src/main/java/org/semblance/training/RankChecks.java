package org.semblance.training;

import ai.djl.Device;
import ai.djl.engine.Engine;
import java.util.Map;
import org.apache.spark.resource.ResourceInformation;
import org.semblance.fault.SemblanceException;
import org.semblance.tensor.TorchEngine;

/**
 * Whether a rank can train where it was put: each rank asks before it meets the others.
 *
 * @param host for messages
 * @param resources that Spark gave the task
 */
public record RankChecks(String host, Map<String, ResourceInformation> resources) {

  static final String GPU = "gpu";

  /** The address of the GPU that Spark gave the task, empty without one. */
  static String gpu(Map<String, ResourceInformation> resources) {
    ResourceInformation gpu = resources.get(GPU);
    return gpu == null ? "" : gpu.addresses()[0];
  }

  /**
   * Loads the native library and finds the device to compute on.
   *
   * @param threads native threads per operator
   * @throws SemblanceException preflight, if there is none of either
   */
  public Device device(int threads) {
    Engine engine = TorchEngine.start(threads);
    String address = gpu(resources);
    return address.isEmpty() ? Device.cpu() : gpu(address, engine.getGpuCount());
  }

  private Device gpu(String address, int visible) {
    if (!address.matches("\\d{1,4}")) {
      throw SemblanceException.preflight(
          "the GPU address %s on %s is no number: let the discovery script print the indices of nvidia-smi"
              .formatted(address, host));
    }
    int index = Integer.parseInt(address);
    if (index >= visible) {
      throw SemblanceException.preflight(
          "Spark gave a rank GPU %d of %s, but PyTorch sees %d there: set PYTORCH_LIBRARY_PATH to a libtorch with CUDA on the executors, or train on CPUs without spark.executor.resource.gpu.amount"
              .formatted(index, host, visible));
    }
    return Device.gpu(index);
  }
}
