package org.semblance.prep;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.semblance.prep.DecodeOutcome.Rejected;
import org.semblance.source.SourceImage;
import org.semblance.table.RejectReason;

/**
 * Sorts out the rows that need no reading to be rejected: without a label, without a path, or with
 * the path of an earlier row.
 */
record Screening(List<SourceImage> candidates, List<Rejected> rejects) {

  static Screening of(List<SourceImage> images) {
    List<SourceImage> candidates = new ArrayList<>(images.size());
    List<Rejected> rejects = new ArrayList<>();
    Map<String, SourceImage> seen = new HashMap<>();
    for (SourceImage image : images) {
      SourceImage earlier = seen.putIfAbsent(image.location(), image);
      if (image.location().isEmpty()) {
        rejects.add(new Rejected(image, RejectReason.MISSING, "the row names no path"));
      } else if (image.label().isEmpty()) {
        rejects.add(new Rejected(image, RejectReason.UNLABELED, "the row names no class"));
      } else if (earlier != null) {
        rejects.add(new Rejected(image, RejectReason.DUPLICATE_PATH, repeated(image, earlier)));
      } else {
        candidates.add(image);
      }
    }
    return new Screening(candidates, rejects);
  }

  private static String repeated(SourceImage image, SourceImage earlier) {
    String label =
        image.label().equals(earlier.label()) ? "the same label" : "the label " + earlier.label();
    return "row " + (earlier.row() + 1) + " has the same path and " + label;
  }
}
