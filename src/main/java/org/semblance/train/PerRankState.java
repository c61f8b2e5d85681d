package org.semblance.train;

import ai.djl.ndarray.NDArray;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.semblance.collective.Collective;
import org.semblance.train.checkpoint.Checkpoints;
import org.semblance.train.checkpoint.TensorFile;
import org.semblance.train.settings.TrainSettings.LossScope;

/**
 * What methods remember where losses are local: each rank its own rows, so that a checkpoint needs
 * one more file per rank. Where losses are global all ranks remember the same.
 */
final class PerRankState {

  private PerRankState() {}

  /** The file of a rank's memories beside the first's, which are part of the state. */
  static String file(int rank) {
    return "rank-" + rank + ".safetensors";
  }

  /** Those of all ranks but the first, which alone gets them; every rank calls this. */
  static Map<String, Checkpoints.Content> gather(
      LossScope scope, TrainingState state, Collective collective) {
    Map<String, Checkpoints.Content> files = new LinkedHashMap<>();
    if (scope == LossScope.LOCAL && collective.size() > 1) {
      byte[] own = collective.rank() == 0 ? new byte[0] : bytes(state.memories());
      List<byte[]> all = collective.allGather(own);
      for (int rank = 1; rank < (collective.rank() == 0 ? all.size() : 0); rank++) {
        byte[] memories = all.get(rank);
        files.put(file(rank), output -> output.write(memories));
      }
    }
    return files;
  }

  private static byte[] bytes(Map<String, NDArray> memories) {
    try (ByteArrayOutputStream bytes = new ByteArrayOutputStream()) {
      TensorFile.of(memories).write(bytes);
      return bytes.toByteArray();
    } catch (IOException failure) {
      throw new UncheckedIOException("cannot write to memory", failure);
    }
  }
}
