package org.semblance.optim;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.io.Serializable;
import java.util.List;

/** How values move along their gradients; a record of the rule's hyper-parameters. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Sgd.class, name = "sgd"),
  @JsonSubTypes.Type(value = Adam.class, name = "adam"),
  @JsonSubTypes.Type(value = AdamW.class, name = "adamw")
})
public sealed interface UpdateRule extends Serializable permits Sgd, Adam, AdamW {

  /** Names of the arrays, one value per parameter, that the rule keeps between steps. */
  List<String> moments();

  /**
   * Moves the values of a group in place, in the calling thread's stream of operations.
   *
   * @param state the group, its gradients and moments; gradients may be overwritten
   * @param rate learning rate and weight decay of this step
   */
  void update(GroupState state, GroupRate rate);
}
