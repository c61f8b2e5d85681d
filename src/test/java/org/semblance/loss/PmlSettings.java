package org.semblance.loss;

import ai.djl.ndarray.NDArray;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import java.util.regex.Pattern;
import org.semblance.distance.CosineSimilarity;
import org.semblance.distance.Distance;
import org.semblance.distance.DotProduct;
import org.semblance.distance.LpDistance;
import org.semblance.distance.SignalToNoise;
import org.semblance.miner.AngularMiner;
import org.semblance.miner.BatchExtremesMiner;
import org.semblance.miner.BatchExtremesMiner.Choice;
import org.semblance.miner.HardFractionMiner;
import org.semblance.miner.Miner;
import org.semblance.miner.MultiSimilarityMiner;
import org.semblance.miner.NoMining;
import org.semblance.miner.PairMarginMiner;
import org.semblance.miner.TripletMarginMiner;
import org.semblance.reducer.Reducer;
import org.semblance.regularizer.Regularizer;

/** Our records for the settings that pytorch-metric-learning's golden files name. */
public final class PmlSettings {

  private final JsonNode params;

  public PmlSettings(JsonNode params) {
    this.params = params;
  }

  /** A required number. */
  public double number(String key) {
    JsonNode node = params.get(key);
    if (node == null) {
      throw new IllegalArgumentException("params must contain " + key + ", got " + params);
    }
    return node.asDouble();
  }

  /** A number, or {@code absent}. */
  public double number(String key, double absent) {
    return params.has(key) ? number(key) : absent;
  }

  /** A text, or {@code absent}. */
  public String text(String key, String absent) {
    return params.path(key).asText(absent);
  }

  /** A flag, off if absent. */
  public boolean flag(String key) {
    return params.path(key).asBoolean(false);
  }

  /** The distance named by {@code distance}. */
  public Distance distance(Distance absent) {
    return params.has("distance") ? distance(params.get("distance").asText()) : absent;
  }

  /** A distance as the files spell it, for example {@code LpDistance(p=2,power=2,normalize)}. */
  public static Distance distance(String spelled) {
    String text = spelled.replace(" ", "").toLowerCase(Locale.ROOT);
    boolean raw = text.contains("nonormali") || text.contains("=false") || text.endsWith("_raw");
    if (text.startsWith("lpdistance")) {
      return new LpDistance(argument(text, "p", 2), argument(text, "power", 1), !raw);
    }
    if (text.startsWith("cosinesimilarity")) {
      return new CosineSimilarity();
    }
    if (text.startsWith("dotproductsimilarity")) {
      return new DotProduct(!raw);
    }
    if (text.startsWith("snrdistance")) {
      return new SignalToNoise();
    }
    throw new IllegalArgumentException("unknown distance " + spelled);
  }

  /** The reducer named by {@code reducer}. */
  public Reducer reducer(Reducer absent) {
    if (!params.has("reducer")) {
      return absent;
    }
    String name = params.get("reducer").asText();
    return switch (name) {
      case "AvgNonZero" -> new Reducer.NonZeroMean();
      case "Mean" -> new Reducer.Mean();
      case "Sum" -> new Reducer.Sum();
      case "PerAnchor" -> new Reducer.PerAnchor();
      default -> throw new IllegalArgumentException("unknown reducer " + name);
    };
  }

  /** The miner named by {@code miner}. */
  public Miner miner() {
    return params.has("miner") ? miner(params.get("miner").asText(), params) : new NoMining();
  }

  /** The miner of this name with its parameters; the class is the part before an underscore. */
  public static Miner miner(String name, JsonNode params) {
    PmlSettings of = new PmlSettings(params);
    Distance euclidean = of.distance(LpDistance.euclidean());
    return switch (name.replaceFirst("_.*", "")) {
      case "TripletMarginMiner" ->
          new TripletMarginMiner(
              of.number("miner_margin", of.number("margin", 0.2)),
              select(of.text("type_of_triplets", "all")),
              euclidean);
      case "BatchHardMiner" -> new BatchExtremesMiner(Choice.HARD, Choice.HARD, euclidean);
      case "BatchEasyHardMiner" ->
          new BatchExtremesMiner(
              choice(of.text("pos_strategy", "easy")),
              choice(of.text("neg_strategy", "semihard")),
              euclidean);
      case "MultiSimilarityMiner" ->
          new MultiSimilarityMiner(of.number("epsilon"), of.distance(new CosineSimilarity()));
      case "PairMarginMiner" ->
          new PairMarginMiner(of.number("pos_margin"), of.number("neg_margin"), euclidean);
      case "AngularMiner" -> new AngularMiner(of.number("angle_degrees"));
      case "HDCMiner" -> new HardFractionMiner(of.number("filter_percentage"), euclidean);
      default -> throw new IllegalArgumentException("unknown miner " + name);
    };
  }

  /** The penalty on the embeddings that {@code embedding_reg} names; 0 without. */
  public NDArray embeddingPenalty(NDArray rows) {
    if (!params.has("embedding_reg")) {
      return rows.sum().mul(0);
    }
    return regularizer(params.get("embedding_reg").asText())
        .penalty(rows)
        .mul(number("embedding_reg_weight", 1));
  }

  /** A regularizer as the files spell it, for example {@code LpRegularizer_p2_power2}. */
  public static Regularizer regularizer(String spelled) {
    String text = spelled.toLowerCase(Locale.ROOT).replaceAll("[ =]", "");
    return switch (text.replaceFirst("[(_].*", "")) {
      case "lpregularizer" ->
          new Regularizer.Lp(argument(text, "p", 2), argument(text, "power", 1));
      case "centerinvariantregularizer" -> new Regularizer.CenterInvariant();
      case "regularfaceregularizer" -> new Regularizer.RegularFace();
      case "zeromeanregularizer" -> new Regularizer.ZeroMean();
      case "sparsecentersregularizer" -> new Regularizer.SparseCenters(3);
      default -> throw new IllegalArgumentException("unknown regularizer " + spelled);
    };
  }

  private static TripletMarginMiner.Select select(String name) {
    return switch (name) {
      case "all" -> TripletMarginMiner.Select.ALL;
      case "hard" -> TripletMarginMiner.Select.HARD;
      case "semihard" -> TripletMarginMiner.Select.SEMI_HARD;
      case "easy" -> TripletMarginMiner.Select.EASY;
      default -> throw new IllegalArgumentException("unknown type_of_triplets " + name);
    };
  }

  private static Choice choice(String name) {
    return switch (name) {
      case "all" -> Choice.ALL;
      case "hard" -> Choice.HARD;
      case "semihard" -> Choice.SEMI_HARD;
      case "easy" -> Choice.EASY;
      default -> throw new IllegalArgumentException("unknown strategy " + name);
    };
  }

  private static double argument(String text, String key, double absent) {
    var matcher = Pattern.compile("[(,_]" + key + "=?([0-9.]+)").matcher(text);
    return matcher.find() ? Double.parseDouble(matcher.group(1)) : absent;
  }
}
