package org.semblance.evaluate.settings;

/**
 * What to do with rows whose id or label is null, NaN or empty, or whose vector is null or not
 * finite.
 */
public enum InvalidRows {
  /** Stop and name them. */
  FAIL,
  /** Leave them out, count them and name some in the report. */
  REJECT
}
