package org.semblance.method;

import java.io.Serializable;
import java.util.List;
import org.semblance.batch.ApfsSettings;
import org.semblance.method.apfs.FeasibleSets;
import org.semblance.method.distill.ObdSdSettings;
import org.semblance.method.memvir.MemVirSettings;
import org.semblance.method.objective.Method;
import org.semblance.method.penalty.RegularizationSettings;
import org.semblance.method.xbm.XbmSettings;

/**
 * The sections of the configuration that change what a step minimizes, beside the loss. This is the
 * list of methods: another one is a component here and an entry in {@link #methods}.
 */
public record MethodSettings(
    MemVirSettings memVir,
    XbmSettings xbm,
    ApfsSettings apfs,
    RegularizationSettings regularization,
    ObdSdSettings obdSd)
    implements Serializable {

  /** The methods, the first nearest to the loss. */
  public List<Method> methods() {
    return List.of(memVir, xbm, regularization, obdSd, new FeasibleSets(apfs));
  }
}
