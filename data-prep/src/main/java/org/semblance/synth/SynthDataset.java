package org.semblance.synth;

import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import org.semblance.image.RgbImage;
import org.semblance.image.transform.Resampler;
import org.semblance.image.transform.ResizeFilter;

/**
 * The images of a generated data set. Each is a pure function of the settings, its class and its
 * index: any process can draw any of them. Thread-safe.
 */
public final class SynthDataset {

  /** Drawn at this multiple of the wanted side, then reduced. */
  private static final int OVERSAMPLING = 3;

  /** Gray levels of sensor noise, uniform. */
  private static final int NOISE = 5;

  static {
    // Drawing into memory needs no screen, but the JDK looks for one where DISPLAY is set.
    if (System.getProperty("java.awt.headless") == null) {
      System.setProperty("java.awt.headless", "true");
    }
  }

  private final SynthSettings settings;

  public SynthDataset(SynthSettings settings) {
    this.settings = settings;
  }

  /** The invented name of a class. */
  public String label(int classIndex) {
    return Species.of(settings, classIndex).label();
  }

  /** Draws image {@code index} of a class. */
  public RgbImage image(int classIndex, int index) {
    Draw draw = Draw.of(settings.seed(), 2, classIndex, index);
    int canvas = OVERSAMPLING * settings.side();
    BufferedImage picture = new BufferedImage(canvas, canvas, BufferedImage.TYPE_3BYTE_BGR);
    Graphics2D graphics = picture.createGraphics();
    try {
      paint(graphics, canvas, Species.of(settings, classIndex), draw);
    } finally {
      graphics.dispose();
    }
    RgbImage drawn = new RgbImage(canvas, canvas, rgb(picture));
    RgbImage reduced =
        Resampler.resize(drawn, settings.side(), settings.side(), ResizeFilter.BICUBIC);
    addNoise(reduced.pixels(), draw);
    return reduced;
  }

  private void paint(Graphics2D graphics, int canvas, Species species, Draw draw) {
    graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
    graphics.scale(canvas, canvas);
    Scene scene = new Scene(graphics, draw, settings.variation());
    scene.paintBackground();
    Pose pose = Pose.of(draw, settings.variation());
    AffineTransform before = graphics.getTransform();
    graphics.transform(pose.transform());
    new FishPainter(graphics, species).paint(draw.between(0, 1));
    graphics.setTransform(before);
    scene.paintForeground();
  }

  private static byte[] rgb(BufferedImage picture) {
    byte[] pixels = ((DataBufferByte) picture.getRaster().getDataBuffer()).getData();
    for (int i = 0; i < pixels.length; i += 3) {
      byte blue = pixels[i];
      pixels[i] = pixels[i + 2];
      pixels[i + 2] = blue;
    }
    return pixels;
  }

  private static void addNoise(byte[] pixels, Draw draw) {
    for (int i = 0; i < pixels.length; i++) {
      int value = (pixels[i] & 0xFF) + draw.count(-NOISE, NOISE);
      pixels[i] = (byte) Math.max(0, Math.min(255, value));
    }
  }
}
