package org.semblance.method.memvir;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.semblance.loss.SoftmaxLoss;

/**
 * MemVir for softmax losses at linear instead of quadratic cost, exactly.
 *
 * <p>A row's denominator is the log-sum-exp of one number per set of classes. For virtual rows all
 * of them but the one over the current classes are constant, and the same pair of snapshots meets
 * again every {@code M + 1} steps. So a step computes the logits of the current rows against all
 * classes, of the virtual rows against the current classes, and the {@code 2n - 1} pairs that the
 * most recent snapshot adds; everything else is kept in one {@link VirtualBlock} per phase of the
 * {@code M + 1} steps.
 */
final class BlockedClasses implements VirtualClassLoss {

  private static final String PREFIX = "block/";
  private static final String DENOMINATORS = "/denominators";
  private static final String TARGETS = "/targets";

  private final SoftmaxBlocks blocks;

  /** By the step of the most recent member. A snapshot is in one block only. */
  private final Map<Long, VirtualBlock> kept = new TreeMap<>();

  /** Whether the loss compares by its logits alone, and not in a way of its own. */
  static boolean suits(SoftmaxLoss loss) {
    try {
      return loss.getClass()
          .getMethod("compare", NDArray.class, NDArray.class, NDArray.class)
          .getDeclaringClass()
          .equals(SoftmaxLoss.class);
    } catch (NoSuchMethodException impossible) {
      throw new IllegalStateException(loss + " must compare", impossible);
    }
  }

  BlockedClasses(SoftmaxLoss loss) {
    this.blocks = new SoftmaxBlocks(loss);
  }

  @Override
  public NDArray evaluate(
      NDArray embeddings, NDArray labels, NDArray classWeights, List<Snapshot> virtual) {
    NDArray current = blocks.currentRows(embeddings, labels, classWeights, virtual);
    if (virtual.isEmpty()) {
      return current.mean();
    }
    NDArray old = blocks.virtualRows(classWeights, blockOf(virtual, embeddings), embeddings);
    return NDArrays.concat(new NDList(current, old)).mean();
  }

  @Override
  public void forget(Snapshot leaving) {
    for (VirtualBlock block : List.copyOf(kept.values())) {
      if (block.oldest().equals(leaving)) {
        kept.remove(block.newestStep());
        if (block.members().size() > 1) {
          keep(block.withoutOldest());
        }
        block.close();
      }
    }
  }

  @Override
  public long cachedValues(MemVirSettings settings, int rows) {
    return (long) settings.capacity() * rows * (settings.virtualSets() + 1L);
  }

  @Override
  public Map<String, NDArray> state() {
    Map<String, NDArray> state = new LinkedHashMap<>();
    kept.forEach(
        (step, block) -> {
          state.put(PREFIX + step + DENOMINATORS, block.denominators());
          state.put(PREFIX + step + TARGETS, block.targets());
        });
    return state;
  }

  @Override
  public void restore(Map<String, NDArray> state, VirtualClassMemory memory) {
    close();
    for (Snapshot newest : memory.oldestFirst()) {
      NDArray denominators = state.get(PREFIX + newest.step() + DENOMINATORS);
      NDArray targets = state.get(PREFIX + newest.step() + TARGETS);
      if (denominators != null && targets != null) {
        keep(VirtualBlock.copyOf(memory.selectedFrom(newest), denominators, targets));
      }
    }
  }

  @Override
  public void close() {
    kept.values().forEach(VirtualBlock::close);
    kept.clear();
  }

  /** The block of these members, grown from that of all but the first when it is kept. */
  private VirtualBlock blockOf(List<Snapshot> members, NDArray step) {
    List<Snapshot> older = members.subList(1, members.size());
    VirtualBlock smaller = older.isEmpty() ? null : kept.remove(older.get(0).step());
    boolean grows = smaller == null ? older.isEmpty() : smaller.members().equals(older);
    VirtualBlock block =
        grows ? blocks.extended(smaller, members, step) : blocks.block(members, step);
    if (smaller != null) {
      smaller.close();
    }
    return keep(block);
  }

  private VirtualBlock keep(VirtualBlock block) {
    kept.put(block.newestStep(), block);
    return block;
  }
}
