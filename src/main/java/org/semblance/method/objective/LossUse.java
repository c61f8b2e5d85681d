package org.semblance.method.objective;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.semblance.config.Family;
import org.semblance.loss.MetricLoss;

/**
 * One way in which a method uses the loss.
 *
 * @param setting what switches it on, as the first words of a sentence: {@code xbm.enabled is true}
 * @param remedy what switches it off, after "set": {@code xbm.enabled to false}
 * @param share whether the method takes the loss's place
 * @param accepts the classes of loss that it can use
 * @param lack what the others lack, after "loss.type": {@code has no class weights}
 */
public record LossUse(
    String setting, String remedy, Share share, Predicate<Class<?>> accepts, String lack) {

  /** Whether another method can use the loss in its own way, too. */
  public enum Share {
    /** What is added does not depend on other methods. */
    BESIDE_OTHERS,
    /** The method chooses what rows are compared with; only one can. */
    ALONE
  }

  /** Why {@code loss} cannot be used, if so. */
  public Optional<String> refusal(MetricLoss loss) {
    return accepts.test(loss.getClass())
        ? Optional.empty()
        : Optional.of(
            "%s but loss.type %s: set loss.type to %s, or %s"
                .formatted(setting, lack, listed(), remedy));
  }

  /** Why the two cannot be used together, if so. */
  public Optional<String> conflict(LossUse other) {
    return share == Share.ALONE && other.share == Share.ALONE
        ? Optional.of(
            "%s but %s, and only one method can choose what rows are compared with: set %s, or %s"
                .formatted(setting, other.setting, remedy, other.remedy))
        : Optional.empty();
  }

  private String listed() {
    List<String> names = new Family(MetricLoss.class).names(accepts);
    int last = names.size() - 1;
    return last == 0
        ? names.get(0)
        : String.join(", ", names.subList(0, last)) + " or " + names.get(last);
  }
}
