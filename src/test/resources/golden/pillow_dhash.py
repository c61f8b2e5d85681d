"""Writes pillow_dhash.json: images, among them copies, and their difference hashes by imagehash.
usage: pillow_dhash.py > pillow_dhash.json"""
import base64
import json

import imagehash
import numpy as np
import PIL
from PIL import Image

random = np.random.default_rng(31)


def smooth(width, height, phase):
    y, x = np.mgrid[0:height, 0:width]
    waves = [128 + 100 * np.sin(x / (5 + 3 * c) + y / (11.0 - c) + phase * (c + 1)) for c in range(3)]
    noise = random.normal(0, 10, (height, width, 3))
    return Image.fromarray(np.clip(np.stack(waves, -1) + noise, 0, 255).astype(np.uint8))


images = [smooth(31, 23, 0), smooth(20, 40, 1), smooth(64, 8, 2), smooth(5, 5, 3), smooth(1, 1, 4)]
images.append(images[0].resize((18, 14)))
cases = [
    {
        "width": image.width,
        "height": image.height,
        "pixels": base64.b64encode(image.tobytes()).decode(),
        "hash": str(imagehash.dhash(image)),
    }
    for image in images
]
print(json.dumps({"library": f"imagehash {imagehash.__version__}, Pillow {PIL.__version__}", "dhash_cases": cases}, indent=0))
