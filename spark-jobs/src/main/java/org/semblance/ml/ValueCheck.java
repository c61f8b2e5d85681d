package org.semblance.ml;

import java.io.Serializable;
import scala.Function1;

/**
 * Refuses values of a param, with a sentence of its own, wherever they are put in: by a setter, a
 * grid of params, a saved evaluator or PySpark, which all make a {@code ParamPair}.
 */
interface ValueCheck extends Function1<String, Object>, Serializable {

  /**
   * Returns normally if {@code value} may be set.
   *
   * @throws org.semblance.fault.SemblanceException usage, if not
   */
  void check(String value);

  @Override
  default Object apply(String value) {
    check(value);
    return true;
  }
}
