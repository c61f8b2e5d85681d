package org.semblance.evaluate.read;

import java.io.Serializable;

/**
 * A row that cannot be measured.
 *
 * @param id as text; {@code null} is spelled out
 */
public record BadRow(String id, String reason) implements Serializable {}
