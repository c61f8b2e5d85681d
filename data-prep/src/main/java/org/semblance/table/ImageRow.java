package org.semblance.table;

import java.io.Serializable;

/**
 * One accepted image.
 *
 * @param imageId dense, in the order of the source's rows
 * @param label the class as the source names it
 * @param classId dense within the data set, in the order of the sorted labels
 * @param split what the image is for
 * @param width pixels of the stored image
 * @param height pixels of the stored image
 * @param format {@code png} or {@code jpeg}
 * @param content the stored image, encoded at the training size; not copied
 * @param sha256 of the source file, hexadecimal
 * @param source path or archive entry the image came from
 */
public record ImageRow(
    long imageId,
    String label,
    int classId,
    Split split,
    int width,
    int height,
    String format,
    byte[] content,
    String sha256,
    String source)
    implements Serializable {}
