package org.semblance.table;

import java.io.Serializable;

/**
 * One row of a source that did not become an image.
 *
 * @param source path or archive entry, as the source names it
 * @param label the class as the source names it; empty where it names none
 * @param reason what is wrong
 * @param detail a sentence about it
 */
public record RejectRow(String source, String label, RejectReason reason, String detail)
    implements Serializable {}
