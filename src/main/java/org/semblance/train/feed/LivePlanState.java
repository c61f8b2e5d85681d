package org.semblance.train.feed;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.semblance.batch.ApfsCursor;
import org.semblance.batch.PlanRow;

/**
 * Where planning during training stands: the segment under way was planned by a net that is gone,
 * so its rows are kept.
 *
 * @param cursor of the planner, after that segment
 * @param rows of all ranks in that segment, packed; none between two rounds. Not copied
 * @param validations of the round so far; not copied
 * @param activeSum sum of the shares of active terms since the last decision
 */
public record LivePlanState(
    ApfsCursor cursor, byte[] rows, double[] validations, double activeSum) {

  private static final ObjectMapper JSON = new ObjectMapper();

  public void write(OutputStream output) throws IOException {
    output.write(JSON.writeValueAsBytes(this));
  }

  public static LivePlanState read(InputStream input) throws IOException {
    return JSON.readValue(input.readAllBytes(), LivePlanState.class);
  }

  /** Rows as bytes, for ranks and checkpoints. */
  public static byte[] packed(List<PlanRow> rows) {
    ByteBuffer bytes = ByteBuffer.allocate(rows.size() * PlanRow.BYTES);
    rows.forEach(row -> row.write(bytes));
    return bytes.array();
  }

  /** The rows in {@code packed}. */
  public static List<PlanRow> unpacked(byte[] packed) {
    List<PlanRow> rows = new ArrayList<>(packed.length / PlanRow.BYTES);
    for (ByteBuffer bytes = ByteBuffer.wrap(packed); bytes.hasRemaining(); ) {
      rows.add(PlanRow.read(bytes));
    }
    return rows;
  }
}
