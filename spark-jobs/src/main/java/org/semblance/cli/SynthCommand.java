package org.semblance.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.semblance.fault.SemblanceException;
import org.semblance.source.ContentReader;
import org.semblance.source.DatasetSource.Listing;
import org.semblance.source.SourceImage;
import org.semblance.source.SynthSource;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Writes the generated data set as files, to look at or to use elsewhere. */
@Command(
    name = "synth",
    description = "Draws the generated data set of section synth: PNG files and labels.csv.",
    mixinStandardHelpOptions = true)
final class SynthCommand implements Callable<Integer> {

  @Mixin private ConfigOptions options = new ConfigOptions();

  @Option(
      names = "--out",
      paramLabel = "DIR",
      required = true,
      description = "a folder that does not exist yet, a path or a Hadoop URI")
  private String out = "";

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws IOException {
    options.withoutTraining("unnamed");
    Listing listing = new SynthSource(options.load().config().synth()).list();
    Path folder = new Path(out);
    FileSystem files = folder.getFileSystem(new Configuration());
    if (files.exists(folder)) {
      throw SemblanceException.usage(out + " exists already: choose another --out");
    }
    files.setWriteChecksum(false);
    listing.images().parallelStream().forEach(image -> draw(listing, image, files, folder));
    write(files, new Path(folder, "labels.csv"), csv(listing).getBytes(StandardCharsets.UTF_8));
    PrintWriter terminal = spec.commandLine().getOut();
    terminal.printf("%,d images and labels.csv in %s%n", listing.images().size(), out);
    terminal.flush();
    return 0;
  }

  private static void draw(Listing listing, SourceImage image, FileSystem files, Path folder) {
    try (ContentReader reader = listing.content().open()) {
      write(files, new Path(folder, name(image)), reader.read(image.location()));
    } catch (IOException failure) {
      throw new UncheckedIOException("cannot write " + name(image), failure);
    }
  }

  private static void write(FileSystem files, Path path, byte[] content) throws IOException {
    try (OutputStream stream = files.create(path)) {
      stream.write(content);
    }
  }

  private static String csv(Listing listing) {
    return listing.images().stream()
        .map(
            image ->
                name(image)
                    + ","
                    + image.label()
                    + ","
                    + Objects.requireNonNull(image.split(), "synth sets splits").columnValue())
        .collect(Collectors.joining("\n", "path,label,split\n", "\n"));
  }

  private static String name(SourceImage image) {
    return "images/" + image.label() + "/" + image.row() + ".png";
  }
}
