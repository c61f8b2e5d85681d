package org.semblance.table;

import java.util.Locale;

/** What an image is for. */
public enum Split {
  /** Gradients are computed on it. */
  TRAIN,
  /** Classes held out of training for validation and model selection. */
  VAL,
  /** Unseen classes: every image is a query against all the others. */
  TEST,
  /** Test image that is only a query. */
  QUERY,
  /** Test image that is only searched. */
  GALLERY;

  /** The spelling in tables and CSV files. */
  public String columnValue() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static Split fromColumnValue(String value) {
    return valueOf(value.toUpperCase(Locale.ROOT));
  }
}
