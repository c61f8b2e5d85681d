package org.semblance.batch;

import java.io.Serializable;

/** An image and its class, all that a sampler may know. */
public record LabeledImage(long imageId, int classId) implements Serializable {}
