package org.semblance.prep;

import java.util.List;
import java.util.Map;
import org.semblance.importer.LeftOutCount;
import org.semblance.table.RejectReason;
import org.semblance.table.Split;

/**
 * What ingest did with the rows of the source: {@code rows = images + rejects}.
 *
 * @param rows of the source
 * @param images rows that are now in the image table
 * @param rejects rows that are now in the reject table
 * @param classes labels with at least one image
 * @param singletonClasses labels with exactly one image
 * @param imagesPerSplit only splits that have images
 * @param classesPerSplit only splits that have images
 * @param rejectsPerReason only reasons that occurred
 * @param leftOut entries of the data set that are no rows of it
 * @param notes sentences for the user
 */
public record IngestResult(
    long rows,
    long images,
    long rejects,
    int classes,
    int singletonClasses,
    Map<Split, Long> imagesPerSplit,
    Map<Split, Integer> classesPerSplit,
    Map<RejectReason, Long> rejectsPerReason,
    List<LeftOutCount> leftOut,
    List<String> notes) {}
