package org.semblance.config;

/**
 * A configuration file in memory.
 *
 * @param name as the user wrote it, for messages
 */
public record ConfigText(String name, String content) {}
