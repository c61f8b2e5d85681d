package org.semblance.report;

/**
 * How much the report shows.
 *
 * @param galleryQueries queries per gallery
 * @param galleryNeighbors neighbors per query, at most as many as the evaluation wrote
 * @param thumbnailSide pixels of the shorter side of the images
 * @param mapPoints images in the embedding map, 0 for no map
 * @param mapClasses classes that the map is drawn of
 * @param classRows rows of the tables of classes and confusions
 */
public record ReportSettings(
    int galleryQueries,
    int galleryNeighbors,
    int thumbnailSide,
    int mapPoints,
    int mapClasses,
    int classRows) {

  public ReportSettings {
    requireInRange("gallery-queries", galleryQueries, 0, 200);
    requireInRange("gallery-neighbors", galleryNeighbors, 1, 50);
    requireInRange("thumbnail-side", thumbnailSide, 16, 512);
    requireInRange("map-points", mapPoints, 0, 3000);
    requireInRange("map-classes", mapClasses, 1, 200);
    requireInRange("class-rows", classRows, 0, 10_000);
  }

  private static void requireInRange(String name, int value, int low, int high) {
    if (value < low || value > high) {
      throw new IllegalArgumentException(
          name + " must be in [" + low + ", " + high + "], got " + value);
    }
  }
}
