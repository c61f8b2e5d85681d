package org.semblance.batch;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import org.semblance.batch.ApfsSettings.Placement;
import org.semblance.batch.ApfsSettings.RepresentativeRule;
import org.semblance.batch.ApfsSettings.RepresentativeTransform;
import org.semblance.batch.ApfsSettings.Representatives;
import org.semblance.batch.ApfsSettings.ShortClass;
import org.semblance.batch.ClassMining.Source;
import org.semblance.config.Settings;

/** Settings and digests for tests of the APFS planner. */
final class ApfsPlans {

  static final ClassMining NO_MINING =
      new ClassMining(ClassMining.Rule.NONE, 0.5, 0, 256, Source.FRESH);

  private ApfsPlans() {}

  static ApfsSettings settings(
      int classes, int images, Placement placement, ShortClass shortClass, RoundRule round) {
    return settings(classes, images, placement, shortClass, round, NO_MINING);
  }

  static ApfsSettings settings(
      int classes,
      int images,
      Placement placement,
      ShortClass shortClass,
      RoundRule round,
      ClassMining mining) {
    return settings(
        classes,
        images,
        placement,
        shortClass,
        round,
        mining,
        new Representatives(RepresentativeRule.RANDOM_CYCLE, 4, RepresentativeTransform.TRAIN));
  }

  static ApfsSettings settings(
      int classes,
      int images,
      Placement placement,
      ShortClass shortClass,
      RoundRule round,
      ClassMining mining,
      Representatives representatives) {
    return Settings.of(ApfsSettings.class)
        .with("enabled", true)
        .with("classes-per-batch", classes)
        .with("images-per-class", images)
        .with("placement", placement)
        .with("short-class", shortClass)
        .with("representatives", representatives)
        .with("round", round)
        .with("mining", mining)
        .build();
  }

  /** SHA-256 over {@code round,step,worker,slot,class,image,representative,replica} lines. */
  static String digest(List<PlanRow> rows) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (PlanRow row : rows) {
        String line =
            "%d,%d,%d,%d,%d,%d,%d,%d\n"
                .formatted(
                    row.round(),
                    row.step(),
                    row.worker(),
                    row.slot(),
                    row.classId(),
                    row.imageId(),
                    row.representative() ? 1 : 0,
                    row.replica());
        digest.update(line.getBytes(StandardCharsets.UTF_8));
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException absent) {
      throw new IllegalStateException("every JDK has SHA-256", absent);
    }
  }

  /** {@code class:image}, {@code R} for a representative, {@code '} per replica. */
  static String text(PlanRow row) {
    return row.classId()
        + ":"
        + row.imageId()
        + (row.representative() ? "R" : "")
        + "'".repeat(row.replica());
  }
}
