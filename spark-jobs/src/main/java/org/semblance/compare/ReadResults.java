package org.semblance.compare;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.semblance.compare.ComparedResult.ClassMetrics;
import org.semblance.evaluate.EvaluateEmbeddings;
import org.semblance.evaluate.EvaluationResult;
import org.semblance.evaluate.MetricsFile;
import org.semblance.evaluate.settings.EvaluateSettings;
import org.semblance.fault.SemblanceException;
import org.semblance.run.RunDirectory;
import org.semblance.table.LiteralReads;

/**
 * Finds the results at the places named: run directories, folders that evaluate wrote, or tables of
 * embeddings, which are evaluated first.
 *
 * @param settings of the evaluation of tables
 * @param out where what is found of tables is written
 */
public record ReadResults(SparkSession spark, EvaluateSettings settings, Path out) {

  private static final int MOST = 26;
  private static final YAMLMapper YAML = new YAMLMapper();

  /**
   * Reads.
   *
   * @throws SemblanceException data, naming the place, if there is no result that can be compared
   */
  public List<ComparedResult> at(List<String> locations) {
    if (locations.size() < 2 || locations.size() > MOST) {
      throw SemblanceException.usage(
          "compare takes 2 to %d results, got %d".formatted(MOST, locations.size()));
    }
    List<ComparedResult> results = new ArrayList<>();
    for (int i = 0; i < locations.size(); i++) {
      results.add(at(Character.toString('A' + i), locations.get(i)));
    }
    return results;
  }

  private ComparedResult at(String letter, String location) {
    RunDirectory place = RunDirectory.at(location, hadoop());
    if (place.files().exists(place.metrics())) {
      return read(letter, place, place, place.evaluation());
    }
    if (place.files().exists(new Path(place.root(), "metrics.json"))) {
      Path parent = place.root().getParent();
      RunDirectory run = RunDirectory.at(parent.toString(), hadoop());
      return read(letter, place, run, place.root());
    }
    if (!place.files().exists(place.root())) {
      throw SemblanceException.data(
          location
              + " does not exist: name a run directory, a folder that evaluate wrote, or a table of embeddings");
    }
    if (place.files().exists(place.config()) || place.files().exists(place.result())) {
      throw SemblanceException.data(
          location
              + " is a run directory without evaluation/metrics.json: run semblance evaluate there first");
    }
    return evaluated(letter, place);
  }

  private ComparedResult evaluated(String letter, RunDirectory table) {
    Path folder = new Path(out, "evaluation-" + letter);
    new EvaluateEmbeddings(spark, settings, table.root(), folder).execute();
    RunDirectory none = RunDirectory.at(folder.toString(), hadoop());
    return read(letter, table, none, folder);
  }

  /**
   * What evaluate wrote into {@code folder}.
   *
   * @param run where settings and images are, if they are anywhere
   */
  private ComparedResult read(String letter, RunDirectory named, RunDirectory run, Path folder) {
    EvaluationResult result = MetricsFile.read(new Path(folder, "metrics.json"), hadoop());
    Path perClass = new Path(folder, "per-class");
    if (!run.files().exists(perClass)) {
      throw SemblanceException.data(
          "%s has no table per-class beside metrics.json: evaluate again".formatted(folder));
    }
    return new ComparedResult(
        letter,
        named.root().getName(),
        named.root(),
        result,
        classes(perClass, result),
        Optional.of(new Path(folder, "neighbors")).filter(run.files()::exists),
        Optional.of(run.images()).filter(run.files()::exists),
        run.files().read(run.config()).map(text -> flat(run.config(), text)).orElse(Map.of()));
  }

  private SortedMap<String, ClassMetrics> classes(Path table, EvaluationResult result) {
    SortedMap<String, ClassMetrics> classes = new TreeMap<>();
    for (Row row : LiteralReads.parquet(spark, table).collectAsList()) {
      Map<String, Double> means = new LinkedHashMap<>();
      for (String metric : result.macro().keySet()) {
        means.put(metric, row.<Double>getAs(metric));
      }
      classes.put(
          row.getAs("label"),
          new ClassMetrics(
              row.<Long>getAs("queries"), row.<Long>getAs("queries_without_match"), means));
    }
    return classes;
  }

  private static Map<String, String> flat(Path file, String text) {
    try {
      Map<String, String> settings = new TreeMap<>();
      flatten("", YAML.readTree(text), settings);
      return settings;
    } catch (JsonProcessingException malformed) {
      throw SemblanceException.data(
          "%s cannot be read (%s): name a run directory that a job wrote"
              .formatted(file, malformed.getOriginalMessage()));
    }
  }

  private static void flatten(String path, JsonNode node, Map<String, String> settings) {
    if (node.isObject() && !node.isEmpty()) {
      node.properties()
          .forEach(
              field ->
                  flatten(
                      path.isEmpty() ? field.getKey() : path + "." + field.getKey(),
                      field.getValue(),
                      settings));
    } else {
      settings.put(path, node.isTextual() ? node.asText() : node.toString());
    }
  }

  private Configuration hadoop() {
    return spark.sparkContext().hadoopConfiguration();
  }
}
