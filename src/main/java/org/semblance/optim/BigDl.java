package org.semblance.optim;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.semblance.optim.slice.BigDlMethod;
import org.semblance.optim.slice.SliceOptimizer;
import org.semblance.optim.slice.TrustRatio;

/**
 * Updates by BigDL 0.13, in host memory, with its own arithmetic.
 *
 * @param archive zip or folder with BigDL's jars, on every executor
 * @param method what BigDL calls its OptimMethod
 */
public record BigDl(String archive, BigDlMethod method) implements UpdateRule {

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
