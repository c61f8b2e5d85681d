"""Writes pillow_draft.json: baseline JPEG files and their pixels at 1/2, 1/4 and 1/8 in Pillow's
draft mode. usage: pillow_draft.py > pillow_draft.json"""
import base64
import io
import json

import numpy as np
import PIL
from PIL import Image

from pillow_decode import file

random = np.random.default_rng(23)


def smooth(width, height):
    y, x = np.mgrid[0:height, 0:width]
    waves = [128 + 100 * np.sin(x / (9 + 3 * c) + y / (17.0 - c) + c) for c in range(3)]
    noise = random.normal(0, 12, (height, width, 3))
    return Image.fromarray(np.clip(np.stack(waves, -1) + noise, 0, 255).astype(np.uint8))


def files():
    for size in ((64, 40), (51, 77)):
        image, at = smooth(*size), f" {size[0]} x {size[1]}"
        yield f"4:4:4{at}", file(image, "JPEG", subsampling="4:4:4", quality=95)
        yield f"4:2:0{at}", file(image, "JPEG", subsampling="4:2:0", quality=75)
        yield f"4:2:0 of the worst quality{at}", file(image, "JPEG", quality=1)
        yield f"restart markers{at}", file(image, "JPEG", restart_marker_blocks=2, optimize=True)
        yield f"gray{at}", file(image.convert("L"), "JPEG", quality=90)


def drafts(data):
    for denominator in (2, 4, 8):
        image = Image.open(io.BytesIO(data))
        image.draft(image.mode, (image.width // denominator, image.height // denominator))
        yield base64.b64encode(image.convert("RGB").tobytes()).decode()


cases = [
    {"name": name, "file": base64.b64encode(data).decode(), "halves": list(drafts(data))}
    for name, data in files()
]
print(json.dumps({"library": f"Pillow {PIL.__version__}", "draft_cases": cases}, indent=0))
