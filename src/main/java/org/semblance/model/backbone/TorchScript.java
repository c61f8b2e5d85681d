package org.semblance.model.backbone;

import java.util.Objects;
import org.semblance.config.Setting;
import org.semblance.config.Settings;
import org.semblance.config.Summary;
import org.semblance.model.block.NetBlock;
import org.semblance.model.block.TensorRules;

/**
 * Any net that PyTorch's {@code torch.jit.save} wrote, used as it is: images {@code [n, 3, h, w]}
 * to features {@code [n, channels]} or {@code [n, channels, h', w']}. Its weights stay in the file.
 *
 * @param path of the file, which every executor can read: a shared folder, or a name given to Spark
 *     with {@code --files}
 * @param channels of its output
 */
@Summary("A net made by torch.jit.save, used as it is.")
public record TorchScript(
    @Setting(
            "A file that every executor can read: in a shared folder, or a name "
                + "given with --files.")
        String path,
    @Setting(
            value = "Channels of its output, [n, channels] or [n, channels, height, width].",
            atLeast = 1)
        int channels)
    implements Backbone {

  public TorchScript {
    Settings.check(TorchScript.class, path, channels);
    Objects.requireNonNull(path, "path must be given");
  }

  @Override
  public boolean isTrainable() {
    return false;
  }

  @Override
  public NetBlock layers(TensorRules rules) {
    return new TorchScriptBlock(this);
  }
}
