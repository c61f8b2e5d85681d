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
import org.apache.parquet.filter2.predicate.FilterPredicate;
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

  /** Ranks that the rows are dealt to in the table. */
  private final int workers;

  private PlanReader(Configuration hadoop, Path plan, List<PlanFile> files, int workers) {
    this.hadoop = hadoop;
    this.plan = plan;
    this.files = files;
    this.workers = workers;
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
      int lastWorker = -1;
      for (Path path : paths) {
        IntSummaryStatistics rounds = ParquetFiles.range(hadoop, path, PlanTable.ROUND);
        if (rounds.getCount() > 0) {
          files.add(new PlanFile(path, rounds.getMin(), rounds.getMax()));
          lastWorker =
              Math.max(lastWorker, ParquetFiles.range(hadoop, path, PlanTable.WORKER).getMax());
        }
      }
      return new PlanReader(hadoop, plan, List.copyOf(files), lastWorker + 1);
    } catch (IOException failure) {
      throw new UncheckedIOException("cannot open the plan table " + plan, failure);
    }
  }

  /** Number of planned rounds. */
  public int rounds() {
    return files.stream().mapToInt(PlanFile::lastRound).max().orElse(-1) + 1;
  }

  /**
   * The rows of one rank in one round, in the order (step, slot). A plan for another number of
   * ranks is dealt anew: each global batch in {@code ranks} parts, as equal as can be, as the
   * samplers do.
   *
   * @throws SemblanceException data, if the plan has no such rows
   */
  public List<PlanRow> rows(int round, int rank, int ranks) {
    FilterPredicate ofRound = eq(intColumn(PlanTable.ROUND), round);
    List<PlanRow> rows =
        ranks == workers
            ? read(round, and(ofRound, eq(intColumn(PlanTable.WORKER), rank)))
            : dealt(read(round, ofRound), rank, ranks);
    if (rows.isEmpty()) {
      throw SemblanceException.data(
          "the plan table %s has no rows for round %d and worker %d: run plan again with the epochs and ranks of training"
              .formatted(plan, round, rank));
    }
    return rows;
  }

  private List<PlanRow> read(int round, FilterPredicate filter) {
    List<PlanRow> rows = new ArrayList<>();
    try {
      for (PlanFile file : files) {
        if (file.firstRound() <= round && round <= file.lastRound()) {
          ParquetFiles.read(
              hadoop, file.path(), FilterCompat.get(filter), group -> rows.add(row(group)));
        }
      }
    } catch (IOException failure) {
      throw new UncheckedIOException("cannot read the plan table " + plan, failure);
    }
    rows.sort(
        Comparator.comparingInt(PlanRow::step)
            .thenComparingInt(PlanRow::worker)
            .thenComparingInt(PlanRow::slot));
    return rows;
  }

  private static List<PlanRow> dealt(List<PlanRow> rows, int rank, int ranks) {
    List<PlanRow> own = new ArrayList<>();
    for (int start = 0, end; start < rows.size(); start = end) {
      int step = rows.get(start).step();
      end = start;
      while (end < rows.size() && rows.get(end).step() == step) {
        end++;
      }
      long size = (long) end - start;
      // No rank may be idle in a step.
      if (size >= ranks) {
        int from = (int) (size * rank / ranks);
        int to = (int) (size * (rank + 1) / ranks);
        for (int slot = 0; slot < to - from; slot++) {
          own.add(rows.get(start + from + slot).dealtTo(rank, slot));
        }
      }
    }
    return own;
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
