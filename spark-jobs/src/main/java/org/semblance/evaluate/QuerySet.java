package org.semblance.evaluate;

import org.semblance.evaluate.blocks.SideLayout;
import org.semblance.evaluate.read.LabelIndex;
import org.semblance.math.Seeds;

/** Tells whether two evaluations are about the same queries. */
final class QuerySet {

  private QuerySet() {}

  /** 16 hexadecimal digits: a hash of the set of ids with their labels, in no order. */
  static String of(SideLayout queries, LabelIndex labels) {
    long sum = 0;
    for (int place = 0; place < queries.count(); place++) {
      sum +=
          Seeds.key(
              0,
              Seeds.Use.SHUFFLE,
              hash(queries.ids().get(place).toString()),
              hash(labels.name(queries.classes()[place])));
    }
    return "%016x".formatted(sum);
  }

  private static long hash(String text) {
    long hash = text.length();
    for (int i = 0; i < text.length(); i++) {
      hash = 0x100000001b3L * (hash ^ text.charAt(i));
    }
    return hash;
  }
}
