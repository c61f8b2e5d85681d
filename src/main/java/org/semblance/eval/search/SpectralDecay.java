package org.semblance.eval.search;

import java.util.Arrays;
import org.semblance.math.GramMatrix;
import org.semblance.math.SymmetricEigenvalues;

/**
 * ρ: how unevenly the rows use the directions of the space, {@code KL(uniform ‖ spectrum)} in nats.
 *
 * <p>The spectrum is the singular values of the row matrix, not centered, scaled to sum 1; they are
 * the roots of the eigenvalues of {@code XᵀX}. 0 means all directions are used alike. Example:
 * singular values 3 and 1 have spectrum (3/4, 1/4) and ρ = ½ ln(½ / ¾) + ½ ln(½ / ¼) = 0.144.
 *
 * <p>A direction that no row uses has singular value 0 and would make ρ infinite; what rounding
 * leaves of it would make ρ noise. So a value below {@link #RESOLUTION} of the largest is a
 * direction that is not used, {@link #unused} counts them, and each adds the largest term there can
 * be, {@code ln(1 / RESOLUTION) / dimension}: ρ is at most 13.8, and rises with every direction
 * that falls out of use. NaN where all rows are zero.
 *
 * <p>Source: Roth et al., 2020, section 5.2, {@code rho_spectrum@1}; the reference cuts the
 * spectrum by one value on the CPU, this is the full one.
 */
public final class SpectralDecay {

  /** What float32 rows can tell from nothing, as a part of the largest singular value. */
  static final double RESOLUTION = 1e-6;

  private SpectralDecay() {}

  /** The singular values of the rows behind {@code gram}, descending. */
  public static double[] singularValues(GramMatrix gram) {
    double[] eigenvalues = SymmetricEigenvalues.of(gram.symmetric(), gram.dimension());
    return Arrays.stream(eigenvalues).map(value -> Math.sqrt(Math.max(0, value))).toArray();
  }

  /** {@code KL(uniform ‖ spectrum)} of the values after the {@code dropped} largest ones. */
  public static double of(double[] singularValues, int dropped) {
    double least = least(singularValues);
    double[] spectrum = spectrum(singularValues, dropped);
    double sum = 0;
    for (int i = 0; i < spectrum.length; i++) {
      boolean used = singularValues[dropped + i] >= least;
      sum += used ? -Math.log(spectrum.length * spectrum[i]) : -Math.log(RESOLUTION);
    }
    return sum / spectrum.length;
  }

  /** How many directions no row uses. */
  public static long unused(double[] singularValues) {
    double least = least(singularValues);
    return Arrays.stream(singularValues).filter(value -> value < least).count();
  }

  /** {@code KL(spectrum ‖ uniform)} of the values after the {@code dropped} largest ones. */
  public static double reversed(double[] singularValues, int dropped) {
    double[] spectrum = spectrum(singularValues, dropped);
    double uniform = 1.0 / spectrum.length;
    return Arrays.stream(spectrum)
        .map(value -> value == 0 ? 0 : value * Math.log(value / uniform))
        .sum();
  }

  private static double least(double[] singularValues) {
    return RESOLUTION * Arrays.stream(singularValues).max().orElse(0);
  }

  private static double[] spectrum(double[] singularValues, int dropped) {
    double[] kept = Arrays.copyOfRange(singularValues, dropped, singularValues.length);
    double sum = Arrays.stream(kept).sum();
    return Arrays.stream(kept).map(value -> value / sum).toArray();
  }
}
