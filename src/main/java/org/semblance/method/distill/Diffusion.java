package org.semblance.method.distill;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How the teacher's lists become the distillation target. */
public enum Diffusion {
  /** Not at all: progressive self-distillation (PSD). */
  @JsonProperty("none")
  NONE,
  /** Softmax first, then the random walk with row-normalized transitions, as the authors' code. */
  @JsonProperty("code-order")
  CODE_ORDER,
  /** The random walk with symmetric transitions first, then softmax, as the paper writes it. */
  @JsonProperty("symmetric")
  SYMMETRIC
}
