package org.semblance.importer;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.io.Serializable;
import org.semblance.config.Family;

/**
 * A kind of data set; key {@code ingest.source}. A record that implements it is named by its class
 * and reads its components as keys; it lists names, labels and places, never pixels.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(value = SynthImporter.class, name = "synth"),
  @JsonSubTypes.Type(value = FolderImporter.class, name = "folder"),
  @JsonSubTypes.Type(value = CsvImporter.class, name = "csv"),
  @JsonSubTypes.Type(value = SparkImporter.class, name = "spark"),
  @JsonSubTypes.Type(value = WebDatasetImporter.class, name = "webdataset"),
  @JsonSubTypes.Type(value = CubImporter.class, name = "cub"),
  @JsonSubTypes.Type(value = Cars196Importer.class, name = "cars196"),
  @JsonSubTypes.Type(value = SopImporter.class, name = "sop"),
  @JsonSubTypes.Type(value = InShopImporter.class, name = "inshop"),
  @JsonSubTypes.Type(value = INaturalistImporter.class, name = "inaturalist")
})
public interface Importer extends Serializable {

  /**
   * Lists the data set's images.
   *
   * @throws org.semblance.fault.SemblanceException if it is missing or not in its documented form
   */
  Listing list(ImportContext context);

  /** Whether {@code ingest.path} must name something. */
  default boolean readsPath() {
    return true;
  }

  /** What messages call it: its name in a configuration. */
  default String name() {
    return new Family(Importer.class).nameOf(getClass());
  }
}
