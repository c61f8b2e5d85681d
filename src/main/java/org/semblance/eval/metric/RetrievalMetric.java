package org.semblance.eval.metric;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.io.Serializable;

/** A number in [0, 1] for one query; a report has its mean over queries. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(value = RecallAtK.class, name = "recall"),
  @JsonSubTypes.Type(value = PrecisionAtK.class, name = "precision"),
  @JsonSubTypes.Type(value = RPrecision.class, name = "r-precision"),
  @JsonSubTypes.Type(value = AveragePrecision.class, name = "average-precision"),
  @JsonSubTypes.Type(value = ReciprocalRank.class, name = "reciprocal-rank")
})
public interface RetrievalMetric extends Serializable {

  /** As in reports, for example {@code recall@1}. */
  String name();

  /** What it says, in one line for people who meet it for the first time. */
  String meaning();

  /** The ranks that must be known for an exact value; R + 1 of them are in any case. */
  default RankLimits limits() {
    return new RankLimits(RankLimits.NONE, RankLimits.NONE);
  }

  /** The value for one query; NaN leaves the query out of the mean. */
  double of(RankedMatches query);
}
