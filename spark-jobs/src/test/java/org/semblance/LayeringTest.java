package org.semblance;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.properties.HasName;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.syntax.elements.ClassesShould;
import java.util.Arrays;
import org.apache.spark.SparkContext;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.semblance.config.Setting;
import org.semblance.config.Summary;
import org.semblance.table.LiteralReads;

/** The arrows of the architecture: what may use what. */
@AnalyzeClasses(
    packages = "org.semblance",
    importOptions = {ImportOption.DoNotIncludeTests.class, LayeringTest.WithoutTestJars.class})
class LayeringTest {

  /** The other modules' tests are jars in a whole build, folders otherwise. */
  static final class WithoutTestJars implements ImportOption {
    @Override
    public boolean includes(Location location) {
      return !location.contains("-tests.jar");
    }
  }

  private static final DescribedPredicate<HasName> READS_FILES =
      nameMatching("(text|binary|hadoop|newAPIHadoop|wholeText|object|sequence).*File.*");

  private static final String[] DATA_PREP = SourceTree.DATA_PREP.packages();

  private static final String[] SPARK_JOBS = SourceTree.SPARK_JOBS.packages();

  @ArchTest
  static final ArchRule coreIsFreeOfSparkAndHadoop =
      noClasses()
          .that(resideOutsideOfPackages(DATA_PREP).and(resideOutsideOfPackages(SPARK_JOBS)))
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.apache.spark..", "org.apache.hadoop..", "scala..");

  @ArchTest
  static final ArchRule coreSeesNeitherTablesNorJobs =
      noClasses()
          .that(resideOutsideOfPackages(DATA_PREP).and(resideOutsideOfPackages(SPARK_JOBS)))
          .should()
          .dependOnClassesThat(resideInAnyPackage(DATA_PREP).or(resideInAnyPackage(SPARK_JOBS)));

  @ArchTest
  static final ArchRule dataPrepSeesNoJobs =
      noClasses()
          .that()
          .resideInAnyPackage(DATA_PREP)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(SPARK_JOBS);

  @ArchTest
  static final ArchRule numericsAreFreeOfTheTensorEngine =
      noClasses()
          .that()
          .resideInAnyPackage(
              "org.semblance.math..",
              "org.semblance.eval..",
              "org.semblance.config..",
              "org.semblance.batch..",
              "org.semblance.image..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("ai.djl..");

  @ArchTest
  static final ArchRule lossesKnowNeitherNetsNorTraining =
      noneOf("loss", "miner", "distance", "reducer", "regularizer")
          .dependOnClassesThat(in("model", "method", "train", "optim"));

  @ArchTest
  static final ArchRule methodsKnowNoTraining =
      noneOf("method", "model", "optim").dependOnClassesThat(in("train", "collective"));

  @ArchTest
  static final ArchRule metricsKnowNoTraining =
      noneOf("eval").dependOnClassesThat(in("loss", "method", "model", "train"));

  @ArchTest
  static final ArchRule evaluationKnowsNoTraining =
      noneOf("evaluate").dependOnClassesThat(in("training", "exchange", "embed", "train"));

  @ArchTest
  static final ArchRule theExchangeKnowsNoTraining =
      noneOf("exchange").dependOnClassesThat(in("training", "evaluate", "model", "loss"));

  @ArchTest
  static final ArchRule jobsKnowNoStages =
      noneOf("training", "evaluate", "embed", "report", "exchange", "doctor")
          .dependOnClassesThat(in("stage", "cli", "run"));

  @ArchTest
  static final ArchRule onlyVerbsSeeTheCommandLine =
      noClasses()
          .that(DescribedPredicate.not(in("cli", "jobs")))
          .should()
          .dependOnClassesThat()
          .resideInAPackage("picocli..");

  @ArchTest
  static final ArchRule onlyTheEntryPointsSeeTheWholeConfiguration =
      noClasses()
          .that()
          .resideOutsideOfPackages(
              "org.semblance.experiment",
              "org.semblance.jobs",
              "org.semblance.cli",
              "org.semblance.stage")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.semblance.experiment");

  @ArchTest
  static final ArchRule nothingSeesBigDl =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.semblance.bigdl..", "com.intel.analytics..");

  /** Another library's class loader shows this package and the JDK only. */
  @ArchTest
  static final ArchRule slicesNeedTheJdkOnly =
      classes()
          .that()
          .resideInAPackage("org.semblance.optim.slice..")
          .should()
          .onlyDependOnClassesThat(
              resideInAnyPackage(
                      "org.semblance.optim.slice..",
                      "java..",
                      "com.fasterxml.jackson.annotation..",
                      "org.jspecify..")
                  // An annotation that is absent is none.
                  .or(belongToAnyOf(Setting.class, Summary.class)));

  @ArchTest
  static final ArchRule packagesAreAcyclic =
      slices().matching("org.semblance.(**)").should().beFreeOfCycles();

  private static ClassesShould noneOf(String... names) {
    return noClasses().that(in(names)).should();
  }

  /** In one of these packages of ours, or below. */
  private static DescribedPredicate<JavaClass> in(String... names) {
    return resideInAnyPackage(
        Arrays.stream(names).map(name -> "org.semblance." + name + "..").toArray(String[]::new));
  }

  /** Spark's and Hadoop's own ways take a path for a pattern. */
  @ArchTest
  static final ArchRule pathsAreReadAsPaths =
      noClasses()
          .that()
          .doNotHaveFullyQualifiedName(LiteralReads.class.getName())
          .should()
          .callMethod(SparkSession.class, "read")
          .orShould()
          .callMethodWhere(
              target(name("globStatus"))
                  .or(target(owner(assignableTo(SparkContext.class))).and(target(READS_FILES)))
                  .or(
                      target(owner(assignableTo(JavaSparkContext.class)))
                          .and(target(READS_FILES))));
}
