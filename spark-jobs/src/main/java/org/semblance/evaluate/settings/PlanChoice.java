package org.semblance.evaluate.settings;

/** Where the gallery is while it is searched. */
public enum PlanChoice {
  /** In memory of every executor where it fits, else in files. */
  AUTO,
  /** Broadcast: every executor holds all of it. */
  BROADCAST,
  /** Written once as blocks to files; tasks hold two blocks at a time. */
  FILES
}
