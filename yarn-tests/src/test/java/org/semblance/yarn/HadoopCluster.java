package org.semblance.yarn;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.CommonConfigurationKeysPublic;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.hdfs.MiniDFSCluster;
import org.apache.hadoop.yarn.conf.YarnConfiguration;
import org.apache.hadoop.yarn.exceptions.YarnException;
import org.apache.hadoop.yarn.server.MiniYARNCluster;

/** HDFS with one data node and YARN with one node manager, which starts real processes. */
record HadoopCluster(MiniDFSCluster hdfs, MiniYARNCluster yarn) implements AutoCloseable {

  private static final int NODE_MEGABYTES = 8192;
  private static final int NODE_CORES = 8;
  private static final int REGISTRATION_MILLIS = 20_000;

  /**
   * Starts both.
   *
   * @param folder receives their files
   */
  static HadoopCluster start(Path folder) throws IOException, InterruptedException, YarnException {
    Configuration files = new Configuration();
    files.set(MiniDFSCluster.HDFS_MINIDFS_BASEDIR, folder.resolve("hdfs").toString());
    MiniDFSCluster hdfs = new MiniDFSCluster.Builder(files).numDataNodes(1).build();
    YarnConfiguration settings = new YarnConfiguration();
    settings.set(CommonConfigurationKeysPublic.FS_DEFAULT_NAME_KEY, hdfs.getURI().toString());
    settings.setInt(YarnConfiguration.YARN_MINICLUSTER_NM_PMEM_MB, NODE_MEGABYTES);
    settings.setInt(YarnConfiguration.NM_VCORES, NODE_CORES);
    settings.setInt(YarnConfiguration.RM_SCHEDULER_MINIMUM_ALLOCATION_MB, 256);
    settings.set("yarn.scheduler.capacity.root.queues", "default");
    settings.set("yarn.scheduler.capacity.root.default.capacity", "100");
    settings.set("yarn.scheduler.capacity.maximum-am-resource-percent", "0.5");
    // The JVM reserves far more address space than it uses.
    settings.setBoolean(YarnConfiguration.NM_VMEM_CHECK_ENABLED, false);
    settings.setFloat(YarnConfiguration.NM_MAX_PER_DISK_UTILIZATION_PERCENTAGE, 99);
    MiniYARNCluster yarn = new MiniYARNCluster("semblance", 1, 1, 1);
    yarn.init(settings);
    yarn.start();
    if (!yarn.waitForNodeManagersToConnect(REGISTRATION_MILLIS)) {
      throw new IllegalStateException("the node manager did not register");
    }
    return new HadoopCluster(hdfs, yarn);
  }

  /** Writes what {@code HADOOP_CONF_DIR} has to hold for clients. */
  void writeConfiguration(Path folder) throws IOException {
    Files.createDirectories(folder);
    // Each overrides the defaults of its own kind.
    for (String kind : List.of("core", "hdfs", "yarn")) {
      try (OutputStream site = Files.newOutputStream(folder.resolve(kind + "-site.xml"))) {
        yarn.getConfig().writeXml(site);
      }
    }
  }

  FileSystem files() throws IOException {
    return hdfs.getFileSystem();
  }

  @Override
  public void close() {
    yarn.stop();
    hdfs.shutdown();
  }
}
