package org.semblance.training;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkContext;
import org.apache.spark.resource.ResourceProfile;
import org.apache.spark.resource.ResourceProfileBuilder;
import org.apache.spark.resource.TaskResourceRequests;

/**
 * What one rank takes: a whole executor, so that no two ranks share one, and one GPU where
 * executors have any.
 */
final class RankSlot {

  private static final Pattern LOCAL_CLUSTER =
      Pattern.compile("local-cluster\\[\\s*\\d+\\s*,\\s*(\\d+)\\s*,\\s*\\d+\\s*]");

  private RankSlot() {}

  /** The profile of a rank's task; the default one where a task takes a whole executor anyway. */
  static ResourceProfile of(SparkContext spark) {
    SparkConf conf = spark.conf();
    int cores = executorCores(conf, spark.master());
    if (cores <= conf.getInt("spark.task.cpus", 1)) {
      return spark.resourceProfileManager().defaultResourceProfile();
    }
    TaskResourceRequests whole = new TaskResourceRequests().cpus(cores);
    if (conf.getInt("spark.executor.resource.gpu.amount", 0) > 0) {
      whole.resource(RankChecks.GPU, 1);
    }
    ResourceProfile profile = new ResourceProfileBuilder().require(whole).build();
    spark.resourceProfileManager().addResourceProfile(profile);
    return profile;
  }

  /** Cores of each executor; 0 where the cluster manager decides. */
  private static int executorCores(SparkConf conf, String master) {
    Matcher localCluster = LOCAL_CLUSTER.matcher(master);
    int known = localCluster.matches() ? Integer.parseInt(localCluster.group(1)) : 0;
    return conf.getInt("spark.executor.cores", known);
  }
}
