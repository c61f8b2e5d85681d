package org.semblance.evaluate.read;

import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/** All rows of all chunks under one number each, without moving the vectors. */
public final class EmbeddingRows {

  private final List<RowChunk> chunks;
  private final int[] starts;
  private final int dimension;

  /** Rows of chunks of which at least one has some. */
  EmbeddingRows(List<RowChunk> chunks) {
    this.chunks = chunks;
    this.dimension =
        chunks.stream().filter(chunk -> chunk.count() > 0).findFirst().orElseThrow().dimension();
    this.starts = new int[chunks.size() + 1];
    for (int i = 0; i < chunks.size(); i++) {
      starts[i + 1] = Math.addExact(starts[i], chunks.get(i).count());
    }
  }

  /** Number of the first row of each chunk, and the number of rows last. */
  public int[] chunkStarts() {
    return starts;
  }

  public int count() {
    return starts[chunks.size()];
  }

  public int dimension() {
    return dimension;
  }

  /** The numbers of the rows whose role passes. */
  public int[] withRole(IntPredicate role) {
    return IntStream.range(0, chunks.size())
        .flatMap(
            i ->
                IntStream.range(0, chunks.get(i).count())
                    .filter(row -> role.test(chunks.get(i).roles()[row]))
                    .map(row -> starts[i] + row))
        .toArray();
  }

  public RowIds ids() {
    return RowIds.concatenate(chunks.stream().map(RowChunk::ids).toList());
  }

  /** The numbers of the labels, per row. */
  public int[] labels(LabelIndex names) {
    return numbers(names, chunks.stream().map(RowChunk::labels).toList());
  }

  /** The numbers of the categories, per row; empty where there are none. */
  public int[] categories(LabelIndex names) {
    return numbers(names, chunks.stream().map(RowChunk::categories).toList());
  }

  /** The numbers of the sequences, per row, negative for none; empty where there are none. */
  public int[] sequences(LabelIndex names) {
    int[] numbers = numbers(names, chunks.stream().map(RowChunk::sequences).toList());
    int none = names.numberOf("");
    return IntStream.of(numbers).map(number -> number == none ? -1 : number).toArray();
  }

  private static int[] numbers(LabelIndex names, List<String[]> texts) {
    return texts.stream()
        .flatMapToInt(part -> IntStream.range(0, part.length).map(i -> names.numberOf(part[i])))
        .toArray();
  }

  public LabelIndex labelNames() {
    return LabelIndex.shuffled(chunks.stream().map(RowChunk::labels).toList());
  }

  public LabelIndex categoryNames() {
    return LabelIndex.of(chunks.stream().map(RowChunk::categories).toList());
  }

  public LabelIndex sequenceNames() {
    return LabelIndex.of(chunks.stream().map(RowChunk::sequences).toList());
  }

  /** Copies the vector of row {@code number} to {@code target[at]}. */
  public void copyVector(int number, float[] target, int at) {
    int chunk = Arrays.binarySearch(starts, number);
    // Empty chunks share a start: the last of them holds the row.
    int holder = chunk < 0 ? -chunk - 2 : chunk;
    while (starts[holder + 1] <= number) {
      holder++;
    }
    float[] vectors = chunks.get(holder).vectors();
    System.arraycopy(vectors, (number - starts[holder]) * dimension, target, at, dimension);
  }
}
