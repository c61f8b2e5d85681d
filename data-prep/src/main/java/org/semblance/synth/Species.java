package org.semblance.synth;

import java.awt.Color;

/**
 * A class of images: all that two images of it share.
 *
 * @param index of the class in the data set
 * @param genus shape and ground hue
 * @param ground color of the body
 * @param second color of the marking
 * @param fins color of the fins
 * @param marking pattern on the flanks
 * @param count of its elements
 * @param weight of its elements, 0.25 thin to 0.65 bold
 * @param masked whether a dark band runs through the eye
 * @param tailSpot whether an eye spot sits at the root of the tail
 */
record Species(
    int index,
    Genus genus,
    Color ground,
    Color second,
    Color fins,
    Marking marking,
    int count,
    double weight,
    boolean masked,
    boolean tailSpot) {

  static Species of(SynthSettings settings, int index) {
    Genus genus = Genus.of(settings.seed(), index / settings.speciesPerGenus());
    Draw draw = Draw.of(settings.seed(), 1, index);
    double hue = genus.hue() + draw.between(-0.05, 0.05);
    double markingHue = genus.markingHue() + draw.between(-0.08, 0.08);
    Marking[] markings = Marking.values();
    return new Species(
        index,
        genus,
        Draw.color(hue, draw.between(0.55, 0.9), draw.between(0.65, 0.95)),
        genus.darkMarking()
            ? Draw.color(markingHue, 0.6, draw.between(0.12, 0.3))
            : Draw.color(markingHue, draw.between(0.2, 0.8), draw.between(0.85, 1)),
        Draw.color(
            genus.finHue() + draw.between(-0.06, 0.06),
            draw.between(0.6, 0.95),
            draw.between(0.6, 0.95)),
        markings[(genus.firstMarking() + draw.count(0, 2)) % markings.length],
        draw.count(2, 5),
        draw.between(0.25, 0.65),
        draw.chance(0.3),
        draw.chance(0.3));
  }

  /** For example {@code lumara-fasciata-007}; the number makes it unique. */
  String label() {
    return String.format("%s-%s-%03d", genus.name(), marking.epithet(), index);
  }
}
