package org.semblance.optim;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.semblance.config.Setting;
import org.semblance.config.Setting.Effect;
import org.semblance.config.Summary;
import org.semblance.optim.slice.BigDlMethod;
import org.semblance.optim.slice.SliceOptimizer;
import org.semblance.optim.slice.TrustRatio;

/**
 * Updates by BigDL 0.13, in host memory, with its own arithmetic.
 *
 * @param archive zip or folder with BigDL's jars, on every executor
 * @param method what BigDL calls its OptimMethod
 */
@Summary("BigDL 0.13's own optimizers, with update sharded only.")
public record BigDl(
    @Setting(
            value =
                "What --archives names it, or a path of semblance-bigdl.zip or of the "
                    + "folder it was unpacked to that every executor can read.",
            byDefault = "bigdl",
            effect = Effect.NONE)
        String archive,
    @Setting(value = "The rule. adadelta has no learning rate.", byDefault = "{type: adam}")
        BigDlMethod method)
    implements UpdateRule {

  @Override
  public List<String> moments() {
    return method.moments();
  }

  @Override
  public Optional<TrustRatio> trustRatio() {
    return method.trustRatio();
  }

  @Override
  public UpdateRule withFiles(UnaryOperator<String> where) {
    return new BigDl(where.apply(archive), method);
  }

  @Override
  public SliceOptimizer slice(int length) {
    return IsolatedEngine.of(Path.of(archive)).optimizer(method, length);
  }
}
