package org.semblance.image;

/**
 * A decoded file.
 *
 * @param image upright RGB pixels
 * @param format what the file is
 * @param plain whether the file itself stores upright RGB of 8 bits a channel: no palette, alpha,
 *     gray, CMYK or rotation had to be resolved
 */
public record DecodedImage(RgbImage image, ImageFormat format, boolean plain) {}
