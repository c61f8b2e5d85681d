package org.semblance.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import org.apache.spark.api.java.function.ForeachFunction;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.semblance.LocalSpark;
import org.semblance.fault.ExitCode;
import org.semblance.stage.Interruption;

@ExtendWith(LocalSpark.class)
class JobCancellationIT {

  @Test
  void jobsThatStartAfterASignalAreCancelled(SparkSession spark) {
    Interruption interruption = new Interruption();
    JobCancellation cancellation = new JobCancellation(spark.sparkContext(), interruption);
    spark.sparkContext().addSparkListener(cancellation);
    try {
      assertThat(spark.range(4).count()).isEqualTo(4);

      interruption.request(ExitCode.TERMINATED);

      Instant start = Instant.now();
      ForeachFunction<Long> slow = row -> Thread.sleep(60_000);
      assertThatThrownBy(() -> spark.range(1).foreach(slow)).hasMessageContaining("cancelled");
      assertThat(Duration.between(start, Instant.now())).isLessThan(Duration.ofSeconds(30));
    } finally {
      spark.sparkContext().removeSparkListener(cancellation);
    }
  }
}
