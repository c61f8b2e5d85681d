package org.semblance.synth;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.Shape;
import java.awt.geom.Arc2D;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;

/** Draws a fish of a species in body coordinates: snout at -1, root of the tail at 0.6. */
final class FishPainter {

  private static final double ROOT = 0.6;

  private final Graphics2D graphics;
  private final Species species;
  private final Genus genus;

  FishPainter(Graphics2D graphics, Species species) {
    this.graphics = graphics;
    this.species = species;
    this.genus = species.genus();
  }

  /**
   * Draws the whole fish.
   *
   * @param light from above, 0 dull to 1
   */
  void paint(double light) {
    paintFin(tail());
    paintFin(dorsalFin());
    paintFin(analFin());
    Path2D body = body();
    graphics.setPaint(species.ground());
    graphics.fill(body);
    paintFlank(body, light);
    outline(body);
    paintPectoralFin();
    paintHead();
  }

  private Path2D body() {
    double back = genus.depth();
    double belly = genus.depth() * genus.belly();
    double root = 0.3 * genus.depth();
    double blunt = 0.25 + 0.75 * genus.snout();
    Path2D body = new Path2D.Double();
    body.moveTo(-1, 0.02);
    body.curveTo(-0.95, -back * blunt, -0.55, -back * 1.15, -0.1, -back);
    body.curveTo(0.2, -back * 0.9, 0.4, -root, ROOT, -root * 0.75);
    body.lineTo(ROOT, root * 0.75);
    body.curveTo(0.4, root, 0.2, belly * 0.9, -0.1, belly);
    body.curveTo(-0.55, belly * 1.15, -0.95, belly * blunt, -1, 0.02);
    body.closePath();
    return body;
  }

  private Path2D tail() {
    double root = 0.2 * genus.depth();
    double notch = 1 - 0.38 * genus.tailFork();
    Path2D tail = new Path2D.Double();
    tail.moveTo(ROOT - 0.05, -root);
    tail.quadTo(0.75, -0.4 * genus.tailHeight(), 1, -genus.tailHeight());
    tail.quadTo(notch, 0, 1, genus.tailHeight());
    tail.quadTo(0.75, 0.4 * genus.tailHeight(), ROOT - 0.05, root);
    tail.closePath();
    return tail;
  }

  private Path2D dorsalFin() {
    double start = genus.dorsalStart();
    double back = genus.depth();
    Path2D fin = new Path2D.Double();
    fin.moveTo(start, -0.8 * back);
    fin.curveTo(
        start + 0.1,
        -back - genus.dorsalHeight(),
        0.2,
        -back - genus.dorsalHeight(),
        0.5,
        -0.55 * back - 0.4 * genus.dorsalHeight());
    fin.lineTo(0.4, -0.3 * back);
    fin.closePath();
    return fin;
  }

  private Path2D analFin() {
    double belly = genus.depth() * genus.belly();
    Path2D fin = new Path2D.Double();
    fin.moveTo(-0.05, 0.8 * belly);
    fin.quadTo(0.15, belly + 0.9 * genus.dorsalHeight(), 0.42, belly + 0.2 * genus.dorsalHeight());
    fin.lineTo(0.42, 0.3 * belly);
    fin.closePath();
    return fin;
  }

  private void paintFin(Path2D fin) {
    graphics.setPaint(species.fins());
    graphics.fill(fin);
    graphics.setPaint(Draw.veil(Color.BLACK, 0.3));
    graphics.setStroke(new BasicStroke(0.025f));
    graphics.draw(fin);
  }

  /** Marking, mask, eye spot and shade, all within the body. */
  private void paintFlank(Path2D body, double light) {
    Shape before = graphics.getClip();
    graphics.clip(body);
    graphics.setPaint(species.second());
    species.marking().paint(graphics, species);
    if (species.masked()) {
      graphics.setPaint(Draw.veil(Color.BLACK, 0.75));
      graphics.fill(new Rectangle2D.Double(-0.8, -1, 0.15, 2));
    }
    if (species.tailSpot()) {
      paintEyeSpot();
    }
    Color bright = Draw.veil(Color.WHITE, 0.15 + 0.3 * light);
    Color dark = Draw.veil(Color.BLACK, 0.25 + 0.25 * light);
    graphics.setPaint(
        new GradientPaint(0, (float) -genus.depth(), bright, 0, 0, Draw.veil(Color.WHITE, 0)));
    graphics.fill(new Rectangle2D.Double(-1, -1, 2, 1));
    graphics.setPaint(
        new GradientPaint(0, 0, Draw.veil(Color.BLACK, 0), 0, (float) genus.depth(), dark));
    graphics.fill(new Rectangle2D.Double(-1, 0, 2, 1));
    graphics.setClip(before);
  }

  private void paintEyeSpot() {
    graphics.setPaint(Color.WHITE);
    graphics.fill(disc(0.38, 0, 0.13));
    graphics.setPaint(Draw.color(0, 0, 0.08));
    graphics.fill(disc(0.38, 0, 0.09));
  }

  private void outline(Path2D body) {
    graphics.setPaint(Draw.veil(Color.BLACK, 0.35));
    graphics.setStroke(new BasicStroke(0.03f));
    graphics.draw(body);
  }

  private void paintPectoralFin() {
    Path2D fin = new Path2D.Double();
    double y = 0.28 * genus.depth();
    fin.moveTo(-0.42, y);
    fin.quadTo(-0.2, y - 0.12, -0.08, y + 0.12);
    fin.quadTo(-0.25, y + 0.16, -0.42, y);
    fin.closePath();
    graphics.setPaint(Draw.veil(species.fins(), 0.85));
    graphics.fill(fin);
    graphics.setPaint(Draw.veil(Color.BLACK, 0.35));
    graphics.setStroke(new BasicStroke(0.02f));
    graphics.draw(fin);
  }

  private void paintHead() {
    double y = -0.2 * genus.depth();
    graphics.setPaint(Draw.veil(Color.BLACK, 0.3));
    graphics.setStroke(new BasicStroke(0.03f));
    double gill = 0.8 * genus.depth();
    graphics.draw(new Arc2D.Double(-0.72, -gill / 2, 0.22, gill, -80, 160, Arc2D.OPEN));
    graphics.setPaint(Color.WHITE);
    graphics.fill(disc(-0.73, y, 0.09));
    graphics.setPaint(Draw.color(0, 0, 0.08));
    graphics.fill(disc(-0.74, y, 0.055));
    graphics.setPaint(Color.WHITE);
    graphics.fill(disc(-0.755, y - 0.02, 0.018));
  }

  private static Shape disc(double x, double y, double radius) {
    return new Ellipse2D.Double(x - radius, y - radius, 2 * radius, 2 * radius);
  }
}
