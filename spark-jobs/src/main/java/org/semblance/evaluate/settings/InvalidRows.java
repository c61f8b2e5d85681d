package org.semblance.evaluate.settings;

/** What to do with rows whose id, label or vector is null, or whose vector is not finite. */
public enum InvalidRows {
  /** Stop and name them. */
  FAIL,
  /** Leave them out, count them and name some in the report. */
  REJECT
}
