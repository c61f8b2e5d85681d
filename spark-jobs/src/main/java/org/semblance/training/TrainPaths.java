package org.semblance.training;

import java.io.Serializable;
import org.apache.hadoop.fs.Path;

/**
 * Where training reads and writes, on any Hadoop file system.
 *
 * @param plan the plan table
 * @param shards the packed images
 * @param run folder that receives checkpoints, events and metrics.jsonl
 * @param model folder that receives the model
 */
public record TrainPaths(Path plan, Path shards, Path run, Path model) implements Serializable {}
