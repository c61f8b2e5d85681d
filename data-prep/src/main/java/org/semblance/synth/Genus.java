package org.semblance.synth;

import java.util.Locale;

/**
 * What the species of a genus have in common: the outline and the ground color. Lengths are parts
 * of half the body's length.
 *
 * @param name invented
 * @param depth half height of the body
 * @param belly how much deeper the belly hangs than the back rises
 * @param snout pointed 0 to blunt 1
 * @param tailHeight half height of the tail fin
 * @param tailFork depth of its notch, 0 round to 1
 * @param dorsalHeight of the back fin
 * @param dorsalStart position of its front end along the body, -1 snout to 1 tail
 * @param hue of the ground color, 0 to 1
 * @param markingHue of the marking
 * @param finHue of the fins
 * @param darkMarking whether markings are darker than the ground, else lighter
 * @param firstMarking of the three neighboring {@link Marking}s that its species have
 */
record Genus(
    String name,
    double depth,
    double belly,
    double snout,
    double tailHeight,
    double tailFork,
    double dorsalHeight,
    double dorsalStart,
    double hue,
    double markingHue,
    double finHue,
    boolean darkMarking,
    int firstMarking) {

  private static final String[] FIRST = {
    "Al", "Bel", "Cor", "Del", "Ery", "Fal", "Gla", "Hel", "Ix", "Lum", "Mar", "Nau", "Or", "Pel",
    "Quil", "Ros", "Sel", "Tal", "Vel", "Zan"
  };
  private static final String[] SECOND = {"a", "e", "i", "o", "u", "ino", "ara", "eli", "oma"};
  private static final String[] THIRD = {"stes", "lla", "nius", "ptera", "cara", "don", "thys"};

  static Genus of(long seed, int index) {
    Draw draw = Draw.of(seed, 0, index);
    String name = draw.oneOf(FIRST) + draw.oneOf(SECOND) + draw.oneOf(THIRD);
    double hue = draw.between(0, 1);
    return new Genus(
        name.toLowerCase(Locale.ROOT),
        draw.between(0.34, 0.68),
        draw.between(0.85, 1.2),
        draw.between(0.1, 0.9),
        draw.between(0.28, 0.6),
        draw.between(-0.15, 0.75),
        draw.between(0.14, 0.42),
        draw.between(-0.55, -0.1),
        hue,
        hue + draw.between(0.2, 0.8),
        draw.between(0, 1),
        draw.chance(0.4),
        draw.count(0, Marking.values().length - 1));
  }
}
