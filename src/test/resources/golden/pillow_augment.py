"""Writes pillow_augment.json: a small image and what Pillow makes of it by the operations that
augmentations are made of; the Gaussian blur is the definition of torchvision's, with NumPy.
usage: pillow_augment.py > pillow_augment.json"""
import base64
import json

import numpy as np
import PIL
from PIL import Image, ImageEnhance, ImageOps

W, H = 19, 13
random = np.random.default_rng(17)
y, x = np.mgrid[0:H, 0:W]
waves = np.stack([130 + 100 * np.sin(x / (3.0 + c) + y / (5.0 - c) + c) for c in range(3)], -1)
image = Image.fromarray(np.clip(waves + random.normal(0, 25, (H, W, 3)), 0, 255).astype(np.uint8))
colors = Image.fromarray(random.integers(0, 256, (H, W, 3)).astype(np.uint8))


def hue(picture, turns):
    """torchvision.transforms.functional.adjust_hue"""
    h, s, v = picture.convert("HSV").split()
    shifted = (np.asarray(h).astype(int) + int(turns * 255)) % 256
    return Image.merge("HSV", (Image.fromarray(shifted.astype(np.uint8)), s, v)).convert("RGB")


def affine(picture, matrix):
    return picture.transform(picture.size, Image.AFFINE, matrix, Image.NEAREST)


def blur(picture, kernel, sigma):
    """torchvision.transforms.functional.gaussian_blur"""
    taps = np.arange(kernel) - kernel // 2
    weights = np.exp(-0.5 * (taps / sigma) ** 2)
    weights /= weights.sum()
    half = kernel // 2
    padded = np.pad(np.asarray(picture).astype(float), ((half, half), (half, half), (0, 0)), "reflect")
    rows = sum(w * padded[i : i + picture.height] for i, w in enumerate(weights))
    both = sum(w * rows[:, i : i + picture.width] for i, w in enumerate(weights))
    return Image.fromarray(np.rint(both).astype(np.uint8))


def results(picture):
    for factor in (0.0, 0.35, 1.0, 1.7):
        yield "brightness", factor, ImageEnhance.Brightness(picture).enhance(factor)
        yield "contrast", factor, ImageEnhance.Contrast(picture).enhance(factor)
        yield "saturation", factor, ImageEnhance.Color(picture).enhance(factor)
        yield "sharpness", factor, ImageEnhance.Sharpness(picture).enhance(factor)
    for turns in (-0.5, -0.13, 0.02, 0.4):
        yield "hue", turns, hue(picture, turns)
    yield "gray", 0, picture.convert("L").convert("RGB")
    for bits in (4, 5, 6, 8):
        yield "posterize", bits, ImageOps.posterize(picture, bits)
    for threshold in (0, 77.5, 128, 255):
        yield "solarize", threshold, ImageOps.solarize(picture, threshold)
    dark = picture.point(lambda level: 40 + level // 3)
    yield "auto-contrast", 0, ImageOps.autocontrast(picture)
    yield "auto-contrast of a third", 0, ImageOps.autocontrast(dark)
    yield "equalize", 0, ImageOps.equalize(picture)
    for amount in (-0.3, 0.11):
        yield "shear-x", amount, affine(picture, (1, amount, 0, 0, 1, 0))
        yield "shear-y", amount, affine(picture, (1, 0, 0, amount, 1, 0))
    for pixels in (-4, 7):
        yield "translate-x", pixels, affine(picture, (1, 0, -pixels, 0, 1, 0))
        yield "translate-y", pixels, affine(picture, (1, 0, 0, 0, 1, -pixels))
    for degrees in (-30, 9, 23.5):
        yield "rotate", degrees, picture.rotate(degrees, Image.NEAREST)
    for sigma in (0.1, 0.8, 2.0):
        yield "blur", sigma, blur(picture, 5, sigma)


def encoded(picture):
    return base64.b64encode(picture.tobytes()).decode()


cases = [
    {"operation": name, "amount": amount, "image": number, "pixels": encoded(result)}
    for number, picture in enumerate((image, colors))
    for name, amount, result in results(picture)
]
library = f"Pillow {PIL.__version__}, NumPy {np.__version__}"
images = [encoded(image), encoded(colors)]
print(json.dumps({"library": library, "width": W, "height": H, "images": images, "augment_cases": cases}, indent=0))
