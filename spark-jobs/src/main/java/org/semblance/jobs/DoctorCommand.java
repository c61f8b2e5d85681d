package org.semblance.jobs;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.apache.spark.sql.SparkSession;
import org.semblance.config.Provenance;
import org.semblance.fault.ExitCode;
import org.semblance.jobs.doctor.Check;
import org.semblance.jobs.doctor.Doctor;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Tells whether jobs can run here, and what to change if not. */
@Command(
    name = "doctor",
    description = "Checks the driver, the cluster's settings and every executor.",
    mixinStandardHelpOptions = true)
final class DoctorCommand implements Callable<Integer> {

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    Provenance.installed().forEach((name, version) -> out.printf("     %-26s %s%n", name, version));
    out.flush();
    List<Check> checks;
    try (SparkSession spark = Sessions.start("semblance doctor")) {
      checks = new Doctor(spark).examine();
    }
    checks.forEach(check -> print(check, out));
    out.flush();
    boolean fails = checks.stream().anyMatch(check -> check.verdict() == Check.Verdict.FAIL);
    return (fails ? ExitCode.PREFLIGHT : ExitCode.OK).code();
  }

  private static void print(Check check, PrintWriter out) {
    out.printf(
        "%-4s %-26s %s%n",
        check.verdict().name().toLowerCase(Locale.ROOT), check.subject(), check.found());
    if (!check.remedy().isEmpty()) {
      out.printf("     %-26s → %s%n", "", check.remedy());
    }
  }
}
