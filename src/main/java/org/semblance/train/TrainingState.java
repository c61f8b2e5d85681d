package org.semblance.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.semblance.collective.Collective;
import org.semblance.fault.SemblanceException;
import org.semblance.method.objective.Objective;
import org.semblance.model.EmbeddingNet;
import org.semblance.optim.ParameterGroup;
import org.semblance.tensor.Autograd;
import org.semblance.train.settings.TrainSettings;
import org.semblance.train.update.LossWeights;
import org.semblance.train.update.NetWeights;
import org.semblance.train.update.UpdateStrategy;

/**
 * Everything native that changes while training: the student's weights and buffers, the loss's
 * tensors, the optimizer's moments, the objective's memory, the teacher. Owns all of it but the
 * objective until closed.
 */
public final class TrainingState implements AutoCloseable {

  /** Prefixes of the names in a state file. */
  private static final String LOSS = "loss/";

  private static final String MOMENTS = "moments/";
  static final String OBJECTIVE = "objective/";
  private static final String TEACHER = "teacher/";

  private final NDManager manager;
  private final Supplier<EmbeddingNet> nets;
  private final Objective objective;
  private final NetWeights student;
  private final ParameterGroup loss;
  private final List<ParameterGroup> groups;
  private final TrainSettings settings;
  private final UpdateStrategy update;
  private @Nullable NetWeights teacher;

  /**
   * Initial state.
   *
   * @param nets makes unbound nets, all of the same settings
   * @param values of the net's tensors by name
   * @param collective of this rank
   */
  public TrainingState(
      NDManager parent,
      TrainSettings settings,
      Supplier<EmbeddingNet> nets,
      Map<String, float[]> values,
      Objective objective,
      int classCount,
      Collective collective) {
    this.settings = settings;
    this.nets = nets;
    this.objective = objective;
    manager = parent.newSubManager();
    student = NetWeights.trainable(manager, nets.get());
    student.set(values);
    loss =
        LossWeights.allocate(
            manager, objective.tensors(classCount, student.net().dimension()), settings.seed());
    groups = new ArrayList<>(student.groups());
    if (!loss.tensors().isEmpty()) {
      groups.add(loss);
    }
    if (groups.isEmpty()) {
      throw SemblanceException.usage(
          "there is nothing to train: set model.freeze-backbone to false or model.dimension above 0");
    }
    update =
        UpdateStrategy.of(
            settings, new UpdateStrategy.Trainable(student, groups, objective), collective);
  }

  public NDManager manager() {
    return manager;
  }

  Objective objective() {
    return objective;
  }

  public NetWeights student() {
    return student;
  }

  public ParameterGroup loss() {
    return loss;
  }

  /** All parameter groups: of the net, then of the loss. */
  List<ParameterGroup> groups() {
    return groups;
  }

  /** What moves the groups. */
  UpdateStrategy update() {
    return update;
  }

  /** The net as it was at the end of the previous epoch, if an objective asked for it. */
  Optional<NetWeights> teacher() {
    return Optional.ofNullable(teacher);
  }

  /** Lets the teacher of {@code epoch}, if there is to be one, be the student as it is now. */
  public void prepareTeacher(int epoch) {
    if (objective.needsTeacher(epoch)) {
      ownTeacher().copyFrom(student);
    }
  }

  /** What the objective remembers, by its name among {@link #tensors}; not copied. */
  Map<String, NDArray> memories() {
    Map<String, NDArray> memories = new LinkedHashMap<>();
    put(memories, OBJECTIVE, objective.state());
    return memories;
  }

  /**
   * What {@link #restore} needs besides the student's tensors, by name; not copied. An exchange, as
   * moments may be spread over the ranks.
   *
   * @param scratch owns what is made for this
   */
  Map<String, NDArray> tensors(NDManager scratch) {
    Map<String, NDArray> all = new LinkedHashMap<>();
    put(all, LOSS, loss.tensors());
    put(all, MOMENTS, update.moments(scratch));
    all.putAll(memories());
    teacher().ifPresent(net -> put(all, TEACHER, net.tensors()));
    return all;
  }

  /**
   * Goes on from a checkpoint; everything is copied.
   *
   * @param weights the student's tensors
   * @param state what {@link #tensors} gave
   * @throws SemblanceException usage, if they belong to other settings
   */
  void restore(
      Map<String, NDArray> weights, Map<String, NDArray> state, Map<String, Long> updates) {
    Autograd.inPlace(
        () -> {
          overwrite(student.tensors(), weights);
          overwrite(loss.tensors(), part(state, LOSS));
        });
    Map<String, NDArray> moments = part(state, MOMENTS);
    requireMoments(moments);
    update.restore(moments, updates);
    objective.restore(part(state, OBJECTIVE), manager);
    Map<String, NDArray> former = part(state, TEACHER);
    if (!former.isEmpty()) {
      NetWeights net = ownTeacher();
      Autograd.inPlace(() -> overwrite(net.tensors(), former));
    }
  }

  @Override
  public void close() {
    manager.close();
  }

  private void requireMoments(Map<String, NDArray> moments) {
    for (ParameterGroup group : groups) {
      for (String moment : settings.optimizer().moments()) {
        String name = group.name() + "." + moment;
        if (!moments.containsKey(name)) {
          throw SemblanceException.usage(
              "the checkpoint holds no %s, which train.optimizer needs: set it back to what the run began with or start a new run directory"
                  .formatted(name));
        }
      }
    }
  }

  private NetWeights ownTeacher() {
    if (teacher == null) {
      teacher = NetWeights.plain(manager, nets.get());
    }
    return teacher;
  }

  private static void put(Map<String, NDArray> all, String prefix, Map<String, NDArray> part) {
    part.forEach((name, array) -> all.put(prefix + name, array));
  }

  private static Map<String, NDArray> part(Map<String, NDArray> all, String prefix) {
    Map<String, NDArray> part = new LinkedHashMap<>();
    all.forEach(
        (name, array) -> {
          if (name.startsWith(prefix)) {
            part.put(name.substring(prefix.length()), array);
          }
        });
    return part;
  }

  private static void overwrite(Map<String, NDArray> targets, Map<String, NDArray> sources) {
    targets.forEach(
        (name, target) -> {
          NDArray source = sources.get(name);
          if (source == null || !source.getShape().equals(target.getShape())) {
            throw SemblanceException.usage(
                "the checkpoint holds %s for %s where the configuration needs %s: start a new run"
                        .formatted(
                            source == null ? "nothing" : source.getShape(), name, target.getShape())
                    + " directory or set model and loss back to what the run began with");
          }
          target.set(new NDIndex("..."), source);
        });
  }
}
