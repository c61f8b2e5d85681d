package org.semblance.batch;

/** Embeddings of images, as a net makes them. */
@FunctionalInterface
public interface ImageEmbeddings {

  /** The embedding {@code [dimension]} of an image, of unit length; not copied. */
  float[] of(long imageId);
}
