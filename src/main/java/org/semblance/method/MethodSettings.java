package org.semblance.method;

import java.io.Serializable;
import org.semblance.batch.ApfsSettings;

/** The sections of the configuration that change what a step minimises, beside the loss. */
public record MethodSettings(
    MemVirSettings memVir,
    XbmSettings xbm,
    ApfsSettings apfs,
    RegularizationSettings regularization,
    ObdSdSettings obdSd)
    implements Serializable {}
