"""Writes pillow_formats.json: valid files of every form that GIF, BMP, PNG, JPEG and WebP have, and
their upright RGB pixels as Pillow reads them. usage: pillow_formats.py > pillow_formats.json

Where Pillow reads something else than the format says, the file is left out: gray PNG of 2 and 4
bits with a transparent level (Pillow compares it with levels of 8 bits)."""
import struct
import zlib

import numpy as np
from PIL import Image

from pillow_decode import case, file, write

W, H = 13, 9
random = np.random.default_rng(13)


def smooth(width, height, channels=3):
    y, x = np.mgrid[0:height, 0:width]
    waves = [128 + 100 * np.sin(x / (9 + 3 * c) + y / (17.0 - c) + c) for c in range(channels)]
    noise = random.normal(0, 8, (height, width, channels))
    return np.clip(np.stack(waves, -1) + noise, 0, 255).astype(np.uint8)


def noise(high, *shape):
    return random.integers(0, high, shape)


def bits(values, depth):
    """One scanline."""
    if depth == 16:
        return np.asarray(values, ">u2").tobytes()
    return np.packbits(np.unpackbits(np.asarray(values, np.uint8)[:, None], axis=1)[:, 8 - depth :]).tobytes()


# --- PNG: color types, depths, interlacing, all five filters -------------------------------------

ADAM7 = [(0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2)]
CHANNELS = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}


def chunk(name, data):
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def filtered(lines, step):
    above = np.zeros(len(lines[0]), int)
    out = b""
    for number, line in enumerate(lines):
        line = np.frombuffer(line, np.uint8).astype(int)
        left = np.concatenate([np.zeros(step, int), line])[: len(line)]
        corner = np.concatenate([np.zeros(step, int), above])[: len(line)]
        p = left + above - corner
        a, b, c = abs(p - left), abs(p - above), abs(p - corner)
        paeth = np.where((a <= b) & (a <= c), left, np.where(b <= c, above, corner))
        guess = [0 * line, left, above, (left + above) // 2, paeth][number % 5]
        out += bytes([number % 5]) + ((line - guess) % 256).astype(np.uint8).tobytes()
        above = line
    return out


def png(color, depth, interlaced, palette=None, transparency=None, size=(W, H)):
    width, height = size
    high = len(palette) // 3 if palette else 1 << depth
    samples = noise(high, height, width, CHANNELS[color])
    raw = b""
    for x, y, dx, dy in ADAM7 if interlaced else [(0, 0, 1, 1)]:
        part = samples[y::dy, x::dx]
        if part.size:
            lines = [bits(line.reshape(-1), depth) for line in part]
            raw += filtered(lines, max(1, CHANNELS[color] * depth // 8))
    data = zlib.compress(raw, 9)
    out = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, depth, color, 0, 0, interlaced))
    out += chunk(b"PLTE", palette) if palette else b""
    out += chunk(b"tRNS", transparency) if transparency else b""
    cut = len(data) // 2
    return out + chunk(b"IDAT", data[:cut]) + chunk(b"IDAT", b"") + chunk(b"IDAT", data[cut:]) + chunk(b"IEND", b"")


def pngs():
    for color, depths in {0: (1, 2, 4, 8, 16), 2: (8, 16), 3: (1, 2, 4, 8), 4: (8, 16), 6: (8, 16)}.items():
        for depth in depths:
            for interlaced in (0, 1):
                palette = noise(256, 3 << depth).astype(np.uint8).tobytes()[: 3 * 40] if color == 3 else None
                # 16 bits: Pillow cuts them to 8 or rounds after laying on white; we scale, then lay.
                tolerance = 0 if depth < 16 or color == 0 else 2
                tolerance = max(tolerance, 1) if color in (4, 6) else tolerance
                name = f"png color {color} depth {depth}" + (" interlaced" if interlaced else "")
                yield name, png(color, depth, interlaced, palette), tolerance
    for size in ((1, 1), (3, 2), (5, 1), (1, 7)):
        yield f"png interlaced {size[0]} x {size[1]}", png(2, 8, 1, size=size), 0
    alphas = noise(256, 16).astype(np.uint8).tobytes()
    yield "png palette with alphas", png(3, 4, 0, noise(256, 48).astype(np.uint8).tobytes(), alphas), 1
    yield "png palette with fewer alphas", png(3, 4, 1, noise(256, 48).astype(np.uint8).tobytes(), alphas[:3]), 1
    yield "png gray with a transparent level", png(0, 1, 0, None, struct.pack(">H", 1)), 0


# --- JPEG ----------------------------------------------------------------------------------------


def jpegs():
    for size in ((1, 1), (17, 33), (24, 16)):
        picture = Image.fromarray(smooth(*size))
        at = f" {size[0]} x {size[1]}"
        for subsampling in ("4:4:4", "4:2:2", "4:2:0", "4:1:1"):
            for progressive in (False, True):
                options = {"subsampling": subsampling, "progressive": progressive, "quality": 85}
                yield f"jpeg {subsampling}{' progressive' if progressive else ''}{at}", file(picture, "JPEG", **options), 0
        yield f"jpeg gray{at}", file(picture.convert("L"), "JPEG"), 0
        yield f"jpeg cmyk{at}", file(picture.convert("CMYK"), "JPEG", quality=90), 0
        yield f"jpeg cmyk progressive{at}", file(picture.convert("CMYK"), "JPEG", progressive=True), 0
        yield f"jpeg stored as rgb{at}", file(picture, "JPEG", keep_rgb=True), 0
        yield f"jpeg restart markers{at}", file(picture, "JPEG", restart_marker_blocks=1), 0
        yield f"jpeg optimized, worst quality{at}", file(picture, "JPEG", optimize=True, quality=1), 0
        yield f"jpeg best quality{at}", file(picture, "JPEG", subsampling=0, quality=100), 0


# --- WebP ----------------------------------------------------------------------------------------


def webps():
    picture, alpha = Image.fromarray(smooth(33, 21)), Image.fromarray(smooth(33, 21, 4))
    for method in range(7):
        yield f"webp lossy, method {method}", file(picture, "WEBP", method=method, quality=10 + 14 * method), 0
        yield f"webp lossless, method {method}", file(picture.crop((0, 0, W, H)), "WEBP", method=method, lossless=True), 0
    yield "webp lossy with alpha", file(alpha, "WEBP", quality=70), 1
    yield "webp lossless with alpha", file(alpha, "WEBP", lossless=True), 1
    yield "webp of one pixel", file(picture.crop((0, 0, 1, 1)), "WEBP"), 0
    frames = [Image.fromarray(smooth(33, 21, 4)) for _ in range(2)]
    for lossless in (False, True):
        options = {"save_all": True, "append_images": frames[1:], "lossless": lossless, "duration": 40}
        yield f"webp animation{' lossless' if lossless else ''}", file(frames[0], "WEBP", **options), 1


# --- GIF -----------------------------------------------------------------------------------------


def gif(frame, left=0, top=0, screen=(40, 30), background=0, palette=None, local=None, transparent=None, interlaced=False):
    """A GIF around the compressed pixels that Pillow writes."""
    written = file(frame, "GIF", interlace=interlaced)
    at = written.index(b"\x2c" + struct.pack("<HHHH", 0, 0, *frame.size)) + 10
    out = b"GIF89a" + struct.pack("<HHBBB", *screen, 0xF7 if palette else 0x70, background, 0) + (palette or b"")
    if transparent is not None:
        out += b"\x21\xf9\x04\x01\0\0" + bytes([transparent]) + b"\0"
    flags = (0x87 if local else 0) | (0x40 if interlaced else 0)
    return out + b"\x2c" + struct.pack("<HHHHB", left, top, *frame.size, flags) + (local or b"") + written[at:]


def gifs():
    palette, local = (noise(256, 768).astype(np.uint8).tobytes() for _ in range(2))
    frame = Image.fromarray(noise(256, 8, 11).astype(np.uint8), "L")
    yield "gif interlaced", file(Image.fromarray(smooth(W, 19)).quantize(7), "GIF", interlace=True), 0
    yield "gif of two colors", file(Image.fromarray(smooth(W, H)).quantize(2), "GIF"), 0
    yield "gif inside its screen", gif(frame, 5, 3, palette=palette), 0
    yield "gif inside its screen, another background", gif(frame, 5, 3, palette=palette, background=9), 0
    yield "gif of its own palette", gif(frame, 7, 9, palette=palette, local=local), 0
    yield "gif without a common palette", gif(frame, 2, 2, local=local), 0
    yield "gif inside its screen, transparent", gif(frame, 5, 3, palette=palette, transparent=7), 0
    yield "gif beyond its screen", gif(frame, 35, 28, palette=palette), 0
    yield "gif interlaced inside its screen", gif(frame, 5, 3, palette=palette, interlaced=True), 0


# --- BMP -----------------------------------------------------------------------------------------


def bmp(depth, rows, palette=b"", compression=0, masks=b"", top_down=False, header=40, colors=0):
    if header == 12:
        info = struct.pack("<IHHHH", 12, W, H, 1, depth)
    else:
        height = -H if top_down else H
        info = struct.pack("<IiiHHIIiiII", header, W, height, 1, depth, compression, len(rows), 0, 0, colors, 0)
        info += masks + b"\0" * (header - 40 - len(masks))
    start = 14 + len(info) + len(palette)
    return b"BM" + struct.pack("<IHHI", start + len(rows), 0, 0, start) + info + palette + rows


def bmp_rows(samples, depth, top_down=False):
    lines = samples if top_down else samples[::-1]
    packed = [bits(line.reshape(-1), depth) if depth < 8 else line.tobytes() for line in lines]
    return b"".join(line + b"\0" * (-len(line) % 4) for line in packed)


def run_lengths(samples):
    """Every run of equal bytes as one, and the last line without runs."""
    out = b""
    for line in samples[:0:-1]:
        x = 0
        while x < len(line):
            end = x
            while end < len(line) and line[end] == line[x]:
                end += 1
            out, x = out + bytes([end - x, line[x]]), end
        out += b"\0\0"
    line = samples[0].tobytes()
    return out + b"\0" + bytes([len(line)]) + line + b"\0" * (len(line) % 2) + b"\0\1"


def bmps():
    for depth in (1, 4, 8):
        palette = noise(256, 1 << depth, 4).astype(np.uint8)[:20]
        samples = noise(len(palette), H, W).astype(np.uint8)
        rows = bmp_rows(samples, depth)
        yield f"bmp {depth} bits", bmp(depth, rows, palette.tobytes(), colors=len(palette)), 0
        top_down = bmp_rows(samples, depth, True)
        yield f"bmp {depth} bits, top down", bmp(depth, top_down, palette.tobytes(), colors=len(palette), top_down=True), 0
    levels = np.repeat(np.arange(256, dtype=np.uint8)[:, None], 4, 1)
    yield "bmp gray", bmp(8, bmp_rows(noise(256, H, W).astype(np.uint8), 8), levels.tobytes()), 0
    yield "bmp 4 bits of OS/2", bmp(4, bmp_rows(noise(16, H, W).astype(np.uint8), 4), noise(256, 48).astype(np.uint8).tobytes(), header=12), 0
    runs = np.sort(noise(4, H, W).astype(np.uint8))
    yield "bmp run lengths", bmp(8, run_lengths(runs), noise(256, 1024).astype(np.uint8).tobytes(), compression=1), 0
    rgb, rgbx = noise(256, H, W, 3).astype(np.uint8), noise(256, H, W, 4).astype(np.uint8)
    yield "bmp 24 bits", bmp(24, bmp_rows(rgb, 24)), 0
    yield "bmp 24 bits, top down", bmp(24, bmp_rows(rgb, 24, True), top_down=True), 0
    yield "bmp 32 bits", bmp(32, bmp_rows(rgbx, 32)), 0
    masks = struct.pack("<IIII", 0xFF0000, 0xFF00, 0xFF, 0xFF000000)
    yield "bmp 32 bits with alpha", bmp(32, bmp_rows(rgbx, 32), compression=3, masks=masks, header=108), 1
    words = noise(65536, H, W).astype(np.uint16)
    yield "bmp 16 bits", bmp(16, bmp_rows(words, 16)), 1
    green = struct.pack("<III", 0xF800, 0x7E0, 0x1F)
    yield "bmp 16 bits, 6 of green", bmp(16, bmp_rows(words, 16), compression=3, masks=green, header=56), 1


write(case(*one) for kind in (pngs, jpegs, webps, gifs, bmps) for one in kind())
