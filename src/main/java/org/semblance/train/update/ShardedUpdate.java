package org.semblance.train.update;

import static java.util.Objects.requireNonNull;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.nio.ByteBuffer;
import java.nio.DoubleBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.semblance.collective.Collective;
import org.semblance.collective.Slice;
import org.semblance.optim.GroupRate;
import org.semblance.optim.ParameterGroup;
import org.semblance.optim.UpdateRule;
import org.semblance.optim.slice.SliceOptimizer;
import org.semblance.optim.slice.SliceStep;
import org.semblance.optim.slice.Span;
import org.semblance.optim.slice.TrustRatio;
import org.semblance.train.log.StepClock;
import org.semblance.train.log.StepClock.Part;
import org.semblance.train.settings.TrainSettings;

/**
 * Each rank sums one slice of all gradients and moves that slice of the weights, in host memory;
 * then the ranks gather the weights. Moments take 1 / W of the memory, and a step exchanges as many
 * bytes as {@link DeviceUpdate}'s. The architecture of BigDL's {@code AllReduceParameter}.
 */
final class ShardedUpdate implements UpdateStrategy {

  /**
   * What of a group, or of one of its tensors, is in this rank's slice.
   *
   * @param group index of the group
   * @param tensor index of the tensor among those of all groups, or of the group again
   * @param span in the slice
   */
  private record Piece(int group, int tensor, Span span, SliceOptimizer optimizer) {}

  private final TrainSettings settings;
  private final Map<String, GroupRate> rates;
  private final Trainable trainable;
  private final Collective collective;
  private final JoinedArrays joined;
  private final Span own;
  private final List<Piece> pieces = new ArrayList<>();
  private final Map<String, Long> updates = new LinkedHashMap<>();
  private int tensors;

  ShardedUpdate(TrainSettings settings, Trainable trainable, Collective collective) {
    this.settings = settings;
    rates = settings.rates();
    this.trainable = trainable;
    this.collective = collective;
    joined = JoinedArrays.of(settings.lossScope(), trainable, collective, ParameterGroup::values);
    Slice slice = Slice.of(joined.whole().end(), collective.rank(), collective.size());
    own = new Span(slice.start(), slice.end());
    for (int group = 0; group < trainable.groups().size(); group++) {
      updates.put(trainable.groups().get(group).name(), 0L);
      addPieces(group, settings.optimizer());
    }
  }

  /** Pieces are of groups, or of tensors where each has a rate of its own. */
  private void addPieces(int group, UpdateRule rule) {
    Span whole = joined.groups().get(group);
    List<Span> parts =
        rule.trustRatio().isEmpty()
            ? List.of(new Span(0, whole.length()))
            : trainable.groups().get(group).storage().spans();
    for (Span part : parts) {
      Span span = part.plus(whole.start()).overlap(own).plus(-own.start());
      if (!span.isEmpty()) {
        pieces.add(new Piece(group, tensors, span, rule.slice(span.length())));
      }
      tensors++;
    }
  }

  @Override
  public void apply(Move move, StepClock clock) {
    float[] gradients = collective.reduceScatter(joined.addends());
    joined.divide(gradients, own);
    clock.spent(Part.SYNC);
    List<Piece> moving = pieces.stream().filter(piece -> moves(piece, move)).toList();
    addWeightGradients(gradients, moving, move);
    settings
        .clip()
        .apply(gradients, moving.stream().map(Piece::span).toList(), mine -> total(mine)[0]);
    float[] values = values(gradients);
    for (ParameterGroup group : move.moving(trainable.groups())) {
      updates.merge(group.name(), 1L, Long::sum);
    }
    double[] ratios = ratios(values, gradients, moving);
    for (Piece piece : moving) {
      SliceStep step = step(piece, move, ratios[piece.tensor()]);
      piece.optimizer().update(values, gradients, piece.span().start(), step);
    }
    clock.spent(Part.UPDATE);
    joined.write(collective.allGather(values));
    clock.spent(Part.SYNC);
  }

  @Override
  public Map<String, NDArray> moments(NDManager scratch) {
    Map<String, NDArray> moments = new LinkedHashMap<>();
    for (String moment : settings.optimizer().moments()) {
      float[] mine = new float[own.length()];
      for (Piece piece : pieces) {
        float[] values = requireNonNull(piece.optimizer().moments().get(moment));
        System.arraycopy(values, 0, mine, piece.span().start(), values.length);
      }
      float[] all = collective.allGather(mine);
      for (int group = 0; group < joined.groups().size(); group++) {
        Span span = joined.groups().get(group);
        float[] values = Arrays.copyOfRange(all, span.start(), span.end());
        moments.put(name(group) + "." + moment, scratch.create(values));
      }
    }
    return moments;
  }

  @Override
  public Map<String, Long> updates() {
    return new LinkedHashMap<>(updates);
  }

  @Override
  public void restore(Map<String, NDArray> moments, Map<String, Long> counts) {
    for (String moment : settings.optimizer().moments()) {
      for (int group = 0; group < joined.groups().size(); group++) {
        float[] all = requireNonNull(moments.get(name(group) + "." + moment)).toFloatArray();
        int start = own.start() - joined.groups().get(group).start();
        for (Piece piece : pieces) {
          if (piece.group() == group) {
            float[] target = requireNonNull(piece.optimizer().moments().get(moment));
            System.arraycopy(all, piece.span().start() + start, target, 0, target.length);
          }
        }
      }
    }
    updates.replaceAll((group, none) -> requireNonNull(counts.get(group)));
  }

  /** The gradients' own storage is free once they are summed. */
  private void addWeightGradients(float[] gradients, List<Piece> moving, Move move) {
    if (trainable.objective().hasWeightGradient(move.round())) {
      trainable.groups().forEach(ParameterGroup::clearGradients);
      trainable.addWeightGradients(move);
      float[] added = joined.sources(own);
      for (Piece piece : moving) {
        for (int i = piece.span().start(); i < piece.span().end(); i++) {
          gradients[i] += added[i];
        }
      }
    }
  }

  /** The slice as it is: weights, and the new statistics, which the sums hold. */
  private float[] values(float[] sums) {
    float[] values = joined.targets(own);
    int start = Math.max(0, joined.groups().get(joined.groups().size() - 1).end() - own.start());
    if (start < sums.length) {
      System.arraycopy(sums, start, values, start, sums.length - start);
    }
    return values;
  }

  /** By tensor, for those of {@code moving}; 1 where the rule has none. */
  private double[] ratios(float[] values, float[] gradients, List<Piece> moving) {
    double[] ratios = new double[tensors];
    Arrays.fill(ratios, 1);
    Optional<TrustRatio> trust = settings.optimizer().trustRatio();
    if (trust.isPresent()) {
      double[] squares = new double[2 * tensors];
      for (Piece piece : moving) {
        squares[2 * piece.tensor()] = piece.span().squares(values);
        squares[2 * piece.tensor() + 1] = piece.span().squares(gradients);
      }
      double[] totals = total(squares);
      for (Piece piece : moving) {
        double weights = Math.sqrt(totals[2 * piece.tensor()]);
        double slopes = Math.sqrt(totals[2 * piece.tensor() + 1]);
        ratios[piece.tensor()] = trust.get().of(weights, slopes, rate(piece).weightDecay());
      }
    }
    return ratios;
  }

  /** The sums over the ranks, in their order: the same bits on each. */
  private double[] total(double... mine) {
    ByteBuffer bytes = ByteBuffer.allocate(mine.length * Double.BYTES);
    bytes.asDoubleBuffer().put(mine);
    double[] sums = new double[mine.length];
    for (byte[] rank : collective.allGather(bytes.array())) {
      DoubleBuffer addends = ByteBuffer.wrap(rank).asDoubleBuffer();
      for (int i = 0; i < sums.length; i++) {
        sums[i] += addends.get(i);
      }
    }
    return sums;
  }

  private SliceStep step(Piece piece, Move move, double ratio) {
    GroupRate rate = rate(piece);
    return new SliceStep(
        rate.learningRate(),
        move.rateFactor() * ratio,
        rate.weightDecay(),
        requireNonNull(updates.get(name(piece.group()))),
        move.round());
  }

  private GroupRate rate(Piece piece) {
    return requireNonNull(rates.get(name(piece.group())));
  }

  private boolean moves(Piece piece, Move move) {
    return !move.frozen().contains(name(piece.group()));
  }

  private String name(int group) {
    return trainable.groups().get(group).name();
  }
}
