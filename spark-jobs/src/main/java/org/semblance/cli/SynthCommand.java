package org.semblance.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.semblance.fault.SemblanceException;
import org.semblance.importer.SynthImporter;
import org.semblance.source.ContentReader;
import org.semblance.source.SourceImage;
import org.semblance.synth.SynthSettings;
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
    SynthSettings settings = options.load().config().synth();
    List<SourceImage> images = SynthImporter.images(settings);
    Path folder = new Path(out);
    FileSystem files = folder.getFileSystem(new Configuration());
    if (files.exists(folder)) {
      throw SemblanceException.usage(out + " exists already: choose another --out");
    }
    files.setWriteChecksum(false);
    IntStream.range(0, images.size())
        .parallel()
        .forEach(row -> draw(settings, row, images.get(row), files, folder));
    write(files, new Path(folder, "labels.csv"), csv(images).getBytes(StandardCharsets.UTF_8));
    PrintWriter terminal = spec.commandLine().getOut();
    terminal.printf("%,d images and labels.csv in %s%n", images.size(), out);
    terminal.flush();
    return 0;
  }

  private static void draw(
      SynthSettings settings, int row, SourceImage image, FileSystem files, Path folder) {
    try (ContentReader reader = SynthImporter.content(settings).open(Long.MAX_VALUE)) {
      write(files, new Path(folder, name(row, image)), reader.read(image));
    } catch (IOException failure) {
      throw new UncheckedIOException("cannot write " + name(row, image), failure);
    }
  }

  private static void write(FileSystem files, Path path, byte[] content) throws IOException {
    try (OutputStream stream = files.create(path)) {
      stream.write(content);
    }
  }

  private static String csv(List<SourceImage> images) {
    return IntStream.range(0, images.size())
        .mapToObj(
            row ->
                name(row, images.get(row))
                    + ","
                    + images.get(row).label()
                    + ","
                    + Objects.requireNonNull(images.get(row).split(), "synth sets splits")
                        .columnValue())
        .collect(Collectors.joining("\n", "path,label,split\n", "\n"));
  }

  private static String name(int row, SourceImage image) {
    return "images/" + image.label() + "/" + row + ".png";
  }
}
