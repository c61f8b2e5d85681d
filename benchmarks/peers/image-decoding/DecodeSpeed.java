import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.zip.ZipFile;
import javax.imageio.ImageIO;
import org.opencv.core.Core;
import org.opencv.core.Mat;
import org.opencv.core.MatOfByte;
import org.opencv.imgcodecs.Imgcodecs;
import org.opencv.imgproc.Imgproc;
import org.semblance.image.RgbImage;
import org.semblance.image.codec.ImageDecoder;
import org.semblance.image.transform.Augmentation;
import org.semblance.image.transform.EvalTransform;
import org.semblance.image.transform.ImageTransform;
import org.semblance.image.transform.MildWarp;
import org.semblance.image.transform.NoAugmentation;
import org.semblance.image.transform.RandomResizedCrop;
import org.semblance.image.transform.ResizeFilter;
import org.semblance.image.transform.TransformSettings;

/** CPU time of one thread per image: file bytes to RGB bytes, and RGB bytes to network input. */
public class DecodeSpeed {

  private static final int IMAGES = 600;
  private static final int WARM_UP_PASSES = 3;
  private static final int PASSES = 9;

  /** usage: DecodeSpeed DATA, the folder that holds grocery81, omniglot64 and emoji1k. */
  public static void main(String[] arguments) throws IOException {
    nu.pattern.OpenCV.loadLocally();
    Core.setNumThreads(1);
    ImageIO.setUseCache(false);
    Path data = Path.of(arguments[0]);
    Map<String, List<byte[]>> sets = new LinkedHashMap<>();
    sets.put("grocery81, JPEG 192 px", folder(data.resolve("grocery81/images")));
    sets.put("emoji1k, PNG 64 px", archive(data.resolve("emoji1k/images.zip")));
    sets.put("omniglot64, PNG 105 px of 1 bit", folder(data.resolve("omniglot64/images")));
    sets.forEach(
        (name, files) -> {
          requireSamePixels(files);
          print(name, "Semblance", files, file -> ImageDecoder.decode(file).pixels());
          print(name, "OpenCV", files, DecodeSpeed::openCv);
          print(name, "ImageIO + TwelveMonkeys", files, DecodeSpeed::imageIo);
        });
    List<RgbImage> decoded =
        sets.values().iterator().next().stream().map(ImageDecoder::decode).toList();
    transform("test: resize 160, crop 160", decoded, new NoAugmentation());
    transform("random-resized-crop 160", decoded, new RandomResizedCrop(0.2, 1, 0.75, 1.33, true));
    transform("mild 160", decoded, new MildWarp(0.06, 8, 0.9, 1.1, 6));
  }

  private static byte[] openCv(byte[] file) {
    MatOfByte input = new MatOfByte(file);
    Mat pixels = Imgcodecs.imdecode(input, Imgcodecs.IMREAD_COLOR);
    Imgproc.cvtColor(pixels, pixels, Imgproc.COLOR_BGR2RGB);
    byte[] rgb = new byte[3 * pixels.rows() * pixels.cols()];
    pixels.get(0, 0, rgb);
    pixels.release();
    input.release();
    return rgb;
  }

  private static byte[] imageIo(byte[] file) {
    try {
      BufferedImage image = ImageIO.read(new ByteArrayInputStream(file));
      int width = image.getWidth();
      int[] packed = image.getRGB(0, 0, width, image.getHeight(), null, 0, width);
      byte[] rgb = new byte[3 * packed.length];
      for (int i = 0; i < rgb.length; i++) {
        rgb[i] = (byte) (packed[i / 3] >> (16 - 8 * (i % 3)));
      }
      return rgb;
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static void requireSamePixels(List<byte[]> files) {
    for (byte[] file : files) {
      byte[] pixels = ImageDecoder.decode(file).pixels();
      if (!Arrays.equals(pixels, openCv(file)) || !Arrays.equals(pixels, imageIo(file))) {
        throw new IllegalStateException("the decoders disagree");
      }
    }
  }

  private static void print(
      String set, String decoder, List<byte[]> files, UnaryOperator<byte[]> decode) {
    double millis = medianMillis(files.size(), () -> files.forEach(decode::apply));
    System.out.printf("%-32s %-24s %.3f ms%n", set, decoder, millis);
  }

  private static void transform(String name, List<RgbImage> images, Augmentation recipe) {
    ImageTransform transform =
        new TransformSettings(
                160,
                ResizeFilter.BILINEAR,
                recipe,
                new EvalTransform(160),
                List.of(0.5, 0.5, 0.5),
                List.of(0.2, 0.2, 0.2))
            .trainTransform();
    float[] input = new float[3 * 160 * 160];
    double millis =
        medianMillis(
            images.size(),
            () -> {
              for (int i = 0; i < images.size(); i++) {
                transform.write(images.get(i), i, input, 0);
              }
            });
    System.out.printf("%-32s %-24s %.3f ms%n", "192 px to input", name, millis);
  }

  private static double medianMillis(int images, Runnable pass) {
    double[] millis = new double[PASSES];
    for (int i = -WARM_UP_PASSES; i < PASSES; i++) {
      long start = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
      pass.run();
      long end = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
      millis[Math.max(i, 0)] = (end - start) / 1e6 / images;
    }
    Arrays.sort(millis);
    return millis[PASSES / 2];
  }

  private static List<byte[]> folder(Path root) throws IOException {
    List<byte[]> files = new ArrayList<>();
    try (var paths = Files.walk(root)) {
      for (Path path : paths.filter(Files::isRegularFile).sorted().limit(IMAGES).toList()) {
        files.add(Files.readAllBytes(path));
      }
    }
    return files;
  }

  private static List<byte[]> archive(Path file) throws IOException {
    List<byte[]> files = new ArrayList<>();
    try (ZipFile zip = new ZipFile(file.toFile())) {
      for (var entry : Collections.list(zip.entries())) {
        if (!entry.isDirectory() && files.size() < IMAGES) {
          files.add(zip.getInputStream(entry).readAllBytes());
        }
      }
    }
    return files;
  }
}
