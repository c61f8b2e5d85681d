package org.semblance.jobs.evaluate;

/** Where the gallery is while it is searched. */
public enum PlanChoice {
  /** Chosen by what the gallery takes; for now always the broadcast. */
  AUTO,
  /** Broadcast: every executor holds all of it. */
  BROADCAST
}
