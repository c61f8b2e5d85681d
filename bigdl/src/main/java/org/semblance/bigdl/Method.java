package org.semblance.bigdl;

import com.intel.analytics.bigdl.optim.OptimMethod;
import java.util.List;
import java.util.function.DoubleConsumer;

/**
 * One of BigDL's methods.
 *
 * @param optim keeps its state in a table
 * @param rate sets the learning rate of the next step
 * @param moments keys of the arrays in its state that a step goes on from
 * @param scratch keys of the arrays beside them that a step overwrites
 */
record Method(
    OptimMethod<Object> optim, DoubleConsumer rate, List<String> moments, List<String> scratch) {}
