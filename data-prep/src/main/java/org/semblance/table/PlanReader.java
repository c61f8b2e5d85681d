package org.semblance.table;

import static org.apache.parquet.filter2.predicate.FilterApi.and;
import static org.apache.parquet.filter2.predicate.FilterApi.eq;
import static org.apache.parquet.filter2.predicate.FilterApi.intColumn;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.IntSummaryStatistics;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.filter2.compat.FilterCompat;
import org.semblance.batch.PlanRow;
import org.semblance.fault.SemblanceException;

/**
 * Reads a rank's part of the plan table in an executor, without a SparkSession. Opening reads the
 * footers; a round then costs one file, of which pages of other rounds are skipped.
 */
public final class PlanReader {

  /** A file and the rounds it holds. */
  private record PlanFile(Path path, int firstRound, int lastRound) {}

  private final Configuration hadoop;
  private final Path plan;
  private final List<PlanFile> files;

  private PlanReader(Configuration hadoop, Path plan, List<PlanFile> files) {
    this.hadoop = hadoop;
    this.plan = plan;
    this.files = files;
  }

  /**
   * Opens the plan table in folder {@code plan}.
   *
   * @throws SemblanceException data, if there is none
   */
  public static PlanReader open(Configuration hadoop, Path plan) {
    try {
      List<Path> paths = ParquetFiles.list(hadoop, plan);
      if (paths.isEmpty()) {
        throw SemblanceException.data(
            "there is no plan table at %s: run plan first".formatted(plan));
      }
      List<PlanFile> files = new ArrayList<>();
      for (Path path : paths) {
        IntSummaryStatistics rounds = ParquetFiles.range(hadoop, path, PlanTable.ROUND);
        if (rounds.getCount() > 0) {
          files.add(new PlanFile(path, rounds.getMin(), rounds.getMax()));
        }
      }
      return new PlanReader(hadoop, plan, List.copyOf(files));
    } catch (IOException failure) {
      throw new UncheckedIOException("cannot open the plan table " + plan, failure);
    }
  }

  /** Number of planned rounds. */
  public int rounds() {
    return files.stream().mapToInt(PlanFile::lastRound).max().orElse(-1) + 1;
  }

  /**
   * The rows of one worker in one round, in the order (step, slot).
   *
   * @throws SemblanceException data, if the plan has no such rows
   */
  public List<PlanRow> rows(int round, int worker) {
    FilterCompat.Filter filter =
        FilterCompat.get(
            and(eq(intColumn(PlanTable.ROUND), round), eq(intColumn(PlanTable.WORKER), worker)));
    List<PlanRow> rows = new ArrayList<>();
    try {
      for (PlanFile file : files) {
        if (file.firstRound() <= round && round <= file.lastRound()) {
          ParquetFiles.read(hadoop, file.path(), filter, group -> rows.add(row(group)));
        }
      }
    } catch (IOException failure) {
      throw new UncheckedIOException("cannot read the plan table " + plan, failure);
    }
    if (rows.isEmpty()) {
      throw SemblanceException.data(
          "the plan table %s has no rows for round %d and worker %d: run plan again with the epochs and ranks of training"
              .formatted(plan, round, worker));
    }
    rows.sort(Comparator.comparingInt(PlanRow::step).thenComparingInt(PlanRow::slot));
    return rows;
  }

  private static PlanRow row(Group group) {
    return new PlanRow(
        group.getInteger(PlanTable.ROUND, 0),
        group.getInteger(PlanTable.SEGMENT, 0),
        group.getInteger(PlanTable.STEP, 0),
        group.getInteger(PlanTable.WORKER, 0),
        group.getInteger(PlanTable.SLOT, 0),
        group.getLong(PlanTable.IMAGE_ID, 0),
        group.getInteger(PlanTable.CLASS_ID, 0),
        group.getBoolean(PlanTable.IS_REPRESENTATIVE, 0),
        group.getInteger(PlanTable.REPLICA, 0),
        group.getLong(PlanTable.AUGMENT_SEED, 0));
  }
}
