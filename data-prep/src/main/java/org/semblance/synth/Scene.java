package org.semblance.synth;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;

/** Water, reef, plants and light around a fish, in an image of side 1. */
final class Scene {

  private static final Rectangle2D PICTURE = new Rectangle2D.Double(0, 0, 1, 1);

  private final Graphics2D graphics;
  private final Draw draw;
  private final double variation;
  private final double waterHue;

  Scene(Graphics2D graphics, Draw draw, double variation) {
    this.graphics = graphics;
    this.draw = draw;
    this.variation = variation;
    this.waterHue = 0.54 + variation * draw.between(-0.13, 0.1);
  }

  /** What lies behind the fish. */
  void paintBackground() {
    double top = 0.8 + variation * draw.between(-0.3, 0.2);
    double bottom = 0.45 + variation * draw.between(-0.25, 0.25);
    graphics.setPaint(
        new GradientPaint(
            (float) draw.between(0, 1),
            0,
            Draw.color(waterHue, draw.between(0.25, 0.65), top),
            (float) draw.between(0, 1),
            1,
            Draw.color(waterHue + 0.04, draw.between(0.5, 0.9), bottom)));
    graphics.fill(PICTURE);
    paintRays();
    paintReef();
    for (int i = draw.count(0, 3); i > 0; i--) {
      paintWeed(0.55);
    }
  }

  /** What is between the fish and us. */
  void paintForeground() {
    int blades = draw.chance(0.45 * variation) ? draw.count(1, 2) : 0;
    for (int i = 0; i < blades; i++) {
      paintWeed(0.95);
    }
    for (int i = draw.count(0, 6); i > 0; i--) {
      paintBubble();
    }
    graphics.setPaint(Draw.veil(Draw.color(waterHue, 0.6, 0.7), variation * draw.between(0, 0.28)));
    graphics.fill(PICTURE);
    paintLight();
  }

  private void paintRays() {
    for (int i = draw.count(0, 4); i > 0; i--) {
      double x = draw.between(-0.2, 1.1);
      double width = draw.between(0.04, 0.16);
      double lean = draw.between(-0.35, 0.35);
      Path2D ray = new Path2D.Double();
      ray.moveTo(x, 0);
      ray.lineTo(x + width, 0);
      ray.lineTo(x + 2 * width + lean, 1);
      ray.lineTo(x + lean, 1);
      ray.closePath();
      graphics.setPaint(Draw.veil(Color.WHITE, draw.between(0.04, 0.16)));
      graphics.fill(ray);
    }
  }

  private void paintReef() {
    double hue = draw.between(0, 1);
    for (int i = draw.count(2, 7); i > 0; i--) {
      double width = draw.between(0.15, 0.6);
      double height = draw.between(0.1, 0.5);
      Color rock =
          Draw.color(
              hue + draw.between(-0.12, 0.12), draw.between(0.2, 0.7), draw.between(0.25, 0.8));
      graphics.setPaint(rock);
      graphics.fill(
          new Ellipse2D.Double(draw.between(-0.2, 1) - width / 4, 1 - height * 0.6, width, height));
    }
  }

  private void paintWeed(double opacity) {
    double x = draw.between(0, 1);
    double height = draw.between(0.4, 1);
    double sway = draw.between(-0.25, 0.25);
    Path2D blade = new Path2D.Double();
    blade.moveTo(x, 1.05);
    blade.curveTo(
        x + sway, 1 - height * 0.35, x - sway, 1 - height * 0.7, x + sway / 2, 1 - height);
    graphics.setStroke(
        new BasicStroke(
            (float) draw.between(0.025, 0.07), BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
    Color green =
        Draw.color(draw.between(0.2, 0.42), draw.between(0.5, 0.9), draw.between(0.25, 0.65));
    graphics.setPaint(Draw.veil(green, opacity));
    graphics.draw(blade);
  }

  private void paintBubble() {
    double radius = draw.between(0.008, 0.03);
    Ellipse2D bubble =
        new Ellipse2D.Double(draw.between(0, 1), draw.between(0, 1), 2 * radius, 2 * radius);
    graphics.setPaint(Draw.veil(Color.WHITE, 0.25));
    graphics.fill(bubble);
    graphics.setStroke(new BasicStroke(0.006f));
    graphics.setPaint(Draw.veil(Color.WHITE, 0.6));
    graphics.draw(bubble);
  }

  /** Brighter or darker over the image, with a tint. */
  private void paintLight() {
    double level = variation * draw.between(-0.4, 0.25);
    Color tint = Draw.color(draw.between(0, 1), 0.35, level < 0 ? 0.08 : 1);
    graphics.setPaint(
        new GradientPaint(
            (float) draw.between(0, 1),
            0,
            Draw.veil(tint, Math.abs(level)),
            (float) draw.between(0, 1),
            1,
            Draw.veil(tint, Math.abs(level) * draw.between(0.3, 1))));
    graphics.fill(PICTURE);
  }
}
