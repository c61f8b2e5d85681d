package org.semblance.image.transform;

/**
 * Convolution kernels for resizing, as Pillow defines them ({@code Resample.c}); stretched when
 * reducing, so that nothing aliases.
 */
public enum ResizeFilter {
  /** Triangle. */
  BILINEAR(1) {
    @Override
    double weight(double distance) {
      return Math.max(0, 1 - Math.abs(distance));
    }
  },
  /** Keys' cubic with a = -0.5 (Keys 1981, equation 15). */
  BICUBIC(2) {
    @Override
    double weight(double distance) {
      double x = Math.abs(distance);
      if (x < 1) {
        return (1.5 * x - 2.5) * x * x + 1;
      }
      return x < 2 ? ((-0.5 * x + 2.5) * x - 4) * x + 2 : 0;
    }
  },
  /** Sinc windowed by the main lobe of a three times wider sinc. */
  LANCZOS(3) {
    @Override
    double weight(double distance) {
      return Math.abs(distance) < 3 ? sinc(distance) * sinc(distance / 3) : 0;
    }
  };

  private final double support;

  ResizeFilter(double support) {
    this.support = support;
  }

  /** Distance from which on the weight is 0, in source pixels when enlarging. */
  double support() {
    return support;
  }

  abstract double weight(double distance);

  private static double sinc(double x) {
    return x == 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x);
  }
}
