package org.semblance.evaluate.parquet;

import java.io.Serializable;
import java.util.List;
import org.semblance.evaluate.input.TableFile;

/**
 * Row groups of one file, as a task reads them.
 *
 * @param groups their numbers, ascending
 */
record Slice(TableFile part, List<Integer> groups) implements Serializable {}
