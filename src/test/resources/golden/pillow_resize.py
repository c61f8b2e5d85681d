"""Writes pillow_resize.json: pictures resized by Pillow. usage: pillow_resize.py > pillow_resize.json"""
import base64
import json
import random

import PIL
from PIL import Image

random.seed(1)


def picture(width, height, smooth):
    image = Image.new("RGB", (width, height))
    for y in range(height):
        for x in range(width):
            ramp = (255 * x // width, 255 * y // height, (x * y * 7) % 256)
            noise = tuple(random.randrange(256) for _ in range(3))
            image.putpixel((x, y), ramp if smooth else noise)
    return image


def text(image):
    return base64.b64encode(image.tobytes()).decode()


cases = []
for size, smooth in (((17, 11), False), ((40, 23), True), ((8, 31), False)):
    source = picture(*size, smooth)
    for name in ("BILINEAR", "BICUBIC", "LANCZOS"):
        for target in ((9, 7), (5, 40), (23, 11), size, (1, 1)):
            result = source.resize(target, getattr(Image, name))
            cases.append(
                {
                    "filter": name,
                    "width": size[0],
                    "height": size[1],
                    "pixels": text(source),
                    "resized_width": target[0],
                    "resized_height": target[1],
                    "resized": text(result),
                }
            )
print(json.dumps({"library": f"Pillow {PIL.__version__}", "resize_cases": cases}, indent=0))
