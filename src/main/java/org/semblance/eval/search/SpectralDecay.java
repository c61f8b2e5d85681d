package org.semblance.eval.search;

import java.util.Arrays;
import org.semblance.math.GramMatrix;
import org.semblance.math.SymmetricEigenvalues;

/**
 * ρ: how unevenly the rows use the directions of the space, {@code KL(uniform ‖ spectrum)} in nats.
 *
 * <p>The spectrum is the singular values of the row matrix, not centered, scaled to sum 1; they are
 * the roots of the eigenvalues of {@code XᵀX}. 0 means all directions are used alike; infinite
 * where one is not used at all. Example: singular values 3 and 1 have spectrum (3/4, 1/4) and ρ = ½
 * ln(½ / ¾) + ½ ln(½ / ¼) = 0.144.
 *
 * <p>Source: Roth et al., 2020, section 5.2, {@code rho_spectrum@1}; the reference cuts the
 * spectrum by one value on the CPU, this is the full one.
 */
public final class SpectralDecay {

  private SpectralDecay() {}

  /** The singular values of the rows behind {@code gram}, descending. */
  public static double[] singularValues(GramMatrix gram) {
    double[] eigenvalues = SymmetricEigenvalues.of(gram.symmetric(), gram.dimension());
    return Arrays.stream(eigenvalues).map(value -> Math.sqrt(Math.max(0, value))).toArray();
  }

  /** {@code KL(uniform ‖ spectrum)} of the values after the {@code dropped} largest ones. */
  public static double of(double[] singularValues, int dropped) {
    double[] spectrum = spectrum(singularValues, dropped);
    double uniform = 1.0 / spectrum.length;
    return Arrays.stream(spectrum).map(value -> uniform * Math.log(uniform / value)).sum();
  }

  /** {@code KL(spectrum ‖ uniform)} of the values after the {@code dropped} largest ones. */
  public static double reversed(double[] singularValues, int dropped) {
    double[] spectrum = spectrum(singularValues, dropped);
    double uniform = 1.0 / spectrum.length;
    return Arrays.stream(spectrum)
        .map(value -> value == 0 ? 0 : value * Math.log(value / uniform))
        .sum();
  }

  private static double[] spectrum(double[] singularValues, int dropped) {
    double[] kept = Arrays.copyOfRange(singularValues, dropped, singularValues.length);
    double sum = Arrays.stream(kept).sum();
    return Arrays.stream(kept).map(value -> value / sum).toArray();
  }
}
