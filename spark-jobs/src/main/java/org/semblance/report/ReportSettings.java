package org.semblance.report;

import org.semblance.config.Setting;
import org.semblance.config.Settings;

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
    @Setting(
            value = "Queries in each of the two galleries, random and worst.",
            byDefault = "12",
            atLeast = 0,
            atMost = 200,
            unit = "queries")
        int galleryQueries,
    @Setting(
            value = "Neighbors of each, at most evaluate.neighbors.",
            byDefault = "8",
            atLeast = 1,
            atMost = 50,
            unit = "rows")
        int galleryNeighbors,
    @Setting(
            value = "Shorter side of the images.",
            byDefault = "84",
            atLeast = 16,
            atMost = 512,
            unit = "pixels")
        int thumbnailSide,
    @Setting(
            value = "Images in the embedding map, 0 for no map.",
            byDefault = "800",
            atLeast = 0,
            atMost = 3000,
            unit = "images")
        int mapPoints,
    @Setting(
            value = "Classes the map is drawn of.",
            byDefault = "24",
            atLeast = 1,
            atMost = 200,
            unit = "classes")
        int mapClasses,
    @Setting(
            value = "Rows in the tables of classes, categories, worst queries, confusions.",
            byDefault = "30",
            atLeast = 0,
            atMost = 10000,
            unit = "rows")
        int classRows) {

  public ReportSettings {
    Settings.check(
        ReportSettings.class,
        galleryQueries,
        galleryNeighbors,
        thumbnailSide,
        mapPoints,
        mapClasses,
        classRows);
  }
}
