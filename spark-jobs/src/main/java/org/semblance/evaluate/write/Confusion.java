package org.semblance.evaluate.write;

/** How many queries of class {@code label} have a row of another class as their nearest. */
public record Confusion(String label, String nearestLabel, long queries) {}
