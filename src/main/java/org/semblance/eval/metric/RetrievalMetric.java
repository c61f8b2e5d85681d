package org.semblance.eval.metric;

import java.io.Serializable;

/** A number in [0, 1] for one query; a report has its mean over queries. */
public interface RetrievalMetric extends Serializable {

  /** As in reports, for example {@code recall@1}. */
  String name();

  /** The value for one query. */
  double of(RankedMatches query);
}
