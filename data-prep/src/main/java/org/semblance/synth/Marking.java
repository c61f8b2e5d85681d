package org.semblance.synth;

import java.awt.BasicStroke;
import java.awt.Graphics2D;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;

/** Patterns on a flank, drawn within the clip in body coordinates: x from -1 (snout) to 0.6. */
enum Marking {
  BARS("fasciata") {
    @Override
    void paint(Graphics2D graphics, Species species) {
      double pitch = 1.3 / species.count();
      for (int i = 0; i < species.count(); i++) {
        double x = -0.62 + pitch * i;
        graphics.fill(new Rectangle2D.Double(x, -1, pitch * species.weight(), 2));
      }
    }
  },
  STRIPES("lineata") {
    @Override
    void paint(Graphics2D graphics, Species species) {
      double pitch = 1.5 * species.genus().depth() / species.count();
      for (int i = 0; i < species.count(); i++) {
        double y = -0.75 * species.genus().depth() + pitch * (i + 0.2);
        graphics.fill(new Rectangle2D.Double(-0.55, y, 2, pitch * species.weight()));
      }
    }
  },
  SPOTS("punctata") {
    @Override
    void paint(Graphics2D graphics, Species species) {
      double pitch = 1.15 / (species.count() + 1);
      double size = pitch * (0.35 + 0.6 * species.weight());
      for (int row = -3; row <= 3; row++) {
        for (int i = -1; i <= species.count() + 1; i++) {
          double x = -0.5 + pitch * (i + (row & 1) * 0.5);
          double y = row * pitch * 0.9;
          graphics.fill(new Ellipse2D.Double(x, y - size / 2, size, size));
        }
      }
    }
  },
  CHEVRONS("sagittata") {
    @Override
    void paint(Graphics2D graphics, Species species) {
      double pitch = 1.2 / species.count();
      graphics.setStroke(new BasicStroke((float) (pitch * species.weight() * 0.9)));
      for (int i = 0; i < species.count(); i++) {
        double x = -0.45 + pitch * i;
        Path2D chevron = new Path2D.Double();
        chevron.moveTo(x - 0.3, -0.8);
        chevron.lineTo(x + 0.15, 0);
        chevron.lineTo(x - 0.3, 0.8);
        graphics.draw(chevron);
      }
    }
  },
  SADDLE("dorsata") {
    @Override
    void paint(Graphics2D graphics, Species species) {
      double depth = species.genus().depth() * (0.5 + species.weight());
      double width = 0.9 / species.count();
      for (int i = 0; i < species.count(); i++) {
        double x = -0.5 + 1.1 / species.count() * i;
        graphics.fill(new Ellipse2D.Double(x, -1.1 * species.genus().depth(), width, depth));
      }
    }
  },
  BICOLOR("bicolor") {
    @Override
    void paint(Graphics2D graphics, Species species) {
      double edge = -0.45 + 0.16 * species.count();
      Path2D rear = new Path2D.Double();
      rear.moveTo(edge + (species.weight() - 0.5), -1);
      rear.lineTo(2, -1);
      rear.lineTo(2, 1);
      rear.lineTo(edge - (species.weight() - 0.5), 1);
      rear.closePath();
      graphics.fill(rear);
    }
  };

  private final String epithet;

  Marking(String epithet) {
    this.epithet = epithet;
  }

  /** The second word of a species with this marking. */
  String epithet() {
    return epithet;
  }

  /** Fills the pattern in the current paint. */
  abstract void paint(Graphics2D graphics, Species species);
}
