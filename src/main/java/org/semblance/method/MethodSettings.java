package org.semblance.method;

import org.semblance.batch.ApfsSettings;

/** The sections of the methods that change what a step minimises. */
public record MethodSettings(MemVirSettings memVir, ObdSdSettings obdSd, ApfsSettings apfs) {}
