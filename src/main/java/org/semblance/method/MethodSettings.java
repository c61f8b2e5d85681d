package org.semblance.method;

import java.io.Serializable;
import org.semblance.batch.ApfsSettings;
import org.semblance.method.distill.ObdSdSettings;
import org.semblance.method.memvir.MemVirSettings;
import org.semblance.method.penalty.RegularizationSettings;
import org.semblance.method.xbm.XbmSettings;

/** The sections of the configuration that change what a step minimizes, beside the loss. */
public record MethodSettings(
    MemVirSettings memVir,
    XbmSettings xbm,
    ApfsSettings apfs,
    RegularizationSettings regularization,
    ObdSdSettings obdSd)
    implements Serializable {}
