package org.semblance.method;

import java.util.ArrayList;
import java.util.List;
import org.semblance.fault.SemblanceException;
import org.semblance.loss.MetricLoss;
import org.semblance.method.objective.LossObjective;
import org.semblance.method.objective.LossUse;
import org.semblance.method.objective.Method;
import org.semblance.method.objective.Objective;

/** Puts the active methods around a loss, or says why they do not go together. */
public final class Objectives {

  private Objectives() {}

  /**
   * What training minimizes: the loss, or what a method compares its rows with, and around it what
   * the methods add, in the order of their list.
   *
   * @param epochs planned for the whole run; self-distillation grows towards its end
   * @return owned by the caller, to be closed at the end of training
   * @throws SemblanceException usage, one line for every method that the loss or another method
   *     rules out
   */
  public static Objective compose(MetricLoss loss, MethodSettings settings, int epochs) {
    check(loss, settings);
    List<Method> methods = active(settings);
    Objective objective =
        methods.stream()
            .flatMap(method -> method.over(loss).stream())
            .findFirst()
            .orElseGet(() -> new LossObjective(loss));
    for (Method method : methods) {
      objective = method.around(objective, epochs);
    }
    return objective;
  }

  /**
   * Refuses methods that do not go together.
   *
   * @throws SemblanceException usage, as {@link #compose} does
   */
  public static void check(MetricLoss loss, MethodSettings settings) {
    List<String> problems = new ArrayList<>();
    List<LossUse> others = new ArrayList<>();
    for (Method method : active(settings)) {
      for (LossUse use : method.uses()) {
        use.refusal(loss).ifPresent(problems::add);
        others.forEach(other -> use.conflict(other).ifPresent(problems::add));
      }
      others.addAll(method.uses());
      problems.addAll(method.problems());
    }
    if (!problems.isEmpty()) {
      throw SemblanceException.usage(String.join(System.lineSeparator(), problems));
    }
  }

  private static List<Method> active(MethodSettings settings) {
    return settings.methods().stream().filter(Method::isActive).toList();
  }
}
