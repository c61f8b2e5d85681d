package org.semblance.prep;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.semblance.LocalSpark;
import org.semblance.batch.ClassNeighbors;
import org.semblance.batch.NearestClasses;
import org.semblance.math.Rows;
import org.semblance.math.Vectors;

@ExtendWith(LocalSpark.class)
class MineClassesIT {

  @Test
  void blocksGiveTheListsOfOnePass(SparkSession spark) {
    int classes = 333;
    int dimension = 24;
    SplittableRandom random = new SplittableRandom(1);
    float[] embeddings = new float[classes * dimension];
    for (int i = 0; i < embeddings.length; i++) {
      embeddings[i] = (float) random.nextDouble(-3, 3);
    }
    ClassNeighbors mined = new MineClasses(spark, embeddings, dimension, 40).execute();
    float[] unit = embeddings.clone();
    for (int c = 0; c < classes; c++) {
      assertThat(Vectors.normalize(unit, c * dimension, dimension)).isTrue();
    }
    ClassNeighbors expected = NearestClasses.of(Rows.euclidean(unit, dimension), 0, classes, 40);
    assertThat(mined.classes()).isDeepEqualTo(expected.classes());
    assertThat(mined.distances()).isDeepEqualTo(expected.distances());
  }
}
