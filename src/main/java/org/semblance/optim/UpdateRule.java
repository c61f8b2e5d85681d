package org.semblance.optim;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.io.Serializable;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.semblance.optim.slice.SliceOptimizer;
import org.semblance.optim.slice.TrustRatio;

/** How values move along their gradients; a record of the rule's hyper-parameters. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Sgd.class, name = "sgd"),
  @JsonSubTypes.Type(value = Adam.class, name = "adam"),
  @JsonSubTypes.Type(value = AdamW.class, name = "adamw"),
  @JsonSubTypes.Type(value = Lars.class, name = "lars"),
  @JsonSubTypes.Type(value = BigDl.class, name = "bigdl")
})
public interface UpdateRule extends Serializable {

  /** Names of the arrays, one value per parameter, that the rule keeps between steps. */
  List<String> moments();

  /** How learning rates depend on the norms of each tensor, if they do. */
  default Optional<TrustRatio> trustRatio() {
    return Optional.empty();
  }

  /**
   * This rule, with files that travel with a job named as on this host.
   *
   * @param where gives the path of a file, or the name itself if it did not travel
   */
  default UpdateRule withFiles(UnaryOperator<String> where) {
    return this;
  }

  /**
   * The same rule for a piece of flat parameters in host memory, with zero moments. Where there is
   * a {@link #trustRatio}, a piece is of one tensor, and its learning rate has that factor already.
   */
  SliceOptimizer slice(int length);
}
