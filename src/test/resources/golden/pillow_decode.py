"""Writes pillow_decode.json: files of many kinds and their upright RGB pixels as Pillow reads them,
transparency laid on white. usage: pillow_decode.py > pillow_decode.json"""
import base64
import io
import json

import PIL
from PIL import Image, ImageOps

W, H = 13, 9


def picture():
    image = Image.new("RGB", (W, H))
    for y in range(H):
        for x in range(W):
            image.putpixel((x, y), (20 * x % 256, 28 * y % 256, 9 * (x + 2 * y) % 256))
    return image


def with_alpha():
    image = picture().convert("RGBA")
    for y in range(H):
        for x in range(W):
            r, g, b, _ = image.getpixel((x, y))
            image.putpixel((x, y), (r, g, b, 255 * x // (W - 1)))
    return image


def file(image, kind, **options):
    out = io.BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def exif(orientation):
    data = Image.Exif()
    data[0x0112] = orientation
    return data


def upright_on_white(data):
    image = ImageOps.exif_transpose(Image.open(io.BytesIO(data)))
    if image.mode.startswith("I"):  # Pillow would clip 16 bits, not scale them
        wide = [image.getpixel((x, y)) for y in range(image.height) for x in range(image.width)]
        image = Image.frombytes("L", image.size, bytes(round(value / 257) for value in wide))
    if image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info:
        image = image.convert("RGBA")
        white = Image.new("RGBA", image.size, (255, 255, 255, 255))
        white.alpha_composite(image)
        image = white
    return image.convert("RGB")


def sixteen_bit_grey():
    image = Image.new("I;16", (W, H))
    for y in range(H):
        for x in range(W):
            image.putpixel((x, y), (4000 * x + 977 * y) % 65536)
    return image


def as_ycck(data):
    """The same coded samples, declared as YCCK: the last byte of the Adobe segment."""
    at = data.index(b"Adobe") + 11
    return data[:at] + b"\x02" + data[at + 1 :]


def case(name, data, tolerance):
    """A file, what Pillow reads, and the grey levels that we may differ."""
    image = upright_on_white(data)
    return {
        "name": name,
        "file": base64.b64encode(data).decode(),
        "tolerance": tolerance,
        "width": image.width,
        "height": image.height,
        "pixels": base64.b64encode(image.tobytes()).decode(),
    }


def write(cases):
    print(json.dumps({"library": f"Pillow {PIL.__version__}", "decode_cases": list(cases)}, indent=0))


def main():
    grey, rgb, rgba = picture().convert("L"), picture(), with_alpha()
    palette = rgb.convert("P", palette=Image.ADAPTIVE, colors=11)
    files = {
        "jpeg rgb 4:2:0": (file(rgb, "JPEG", quality=90), 2),
        "jpeg rgb 4:4:4 progressive": (file(rgb, "JPEG", quality=90, subsampling=0, progressive=True), 2),
        "jpeg grey": (file(grey, "JPEG", quality=90), 1),
        "jpeg cmyk": (file(rgb.convert("CMYK"), "JPEG", quality=90), 2),
        "jpeg ycck": (as_ycck(file(rgb.convert("CMYK"), "JPEG", quality=90)), 3),
        "jpeg with a comment and a profile": (file(rgb, "JPEG", icc_profile=b"no profile at all" * 20, comment=b"hello"), 2),
        "png 1 bit": (file(grey.convert("1"), "PNG"), 0),
        "png grey": (file(grey, "PNG"), 0),
        "png grey and alpha": (file(rgba.convert("LA"), "PNG"), 1),
        "png 16 bit grey": (file(sixteen_bit_grey(), "PNG"), 0),
        "png rgb": (file(rgb, "PNG"), 0),
        "png rgba": (file(rgba, "PNG"), 1),
        "png palette 4 bit": (file(palette, "PNG", bits=4), 0),
        "png palette 8 bit": (file(rgb.convert("P"), "PNG", bits=8), 0),
        "png palette with transparency": (file(palette, "PNG", transparency=3), 1),
        "png rgb with a transparent colour": (file(rgb, "PNG", transparency=rgb.getpixel((5, 5))), 0),
        "png turned": (file(rgb, "PNG", exif=exif(6)), 0),
        "gif": (file(rgb.convert("P", palette=Image.ADAPTIVE), "GIF"), 0),
        "bmp 24 bit": (file(rgb, "BMP"), 0),
        "bmp 8 bit": (file(grey, "BMP"), 0),
        "webp lossless": (file(rgb, "WEBP", lossless=True), 0),
        "webp lossless with alpha": (file(rgba, "WEBP", lossless=True, exact=True), 1),
        "webp lossy": (file(rgb.resize((48, 32)), "WEBP", quality=80), 0),
    }
    for orientation in range(1, 9):
        data = file(rgb, "JPEG", quality=95, subsampling=0, exif=exif(orientation))
        files[f"jpeg orientation {orientation}"] = (data, 2)

    write(case(name, data, tolerance) for name, (data, tolerance) in files.items())


if __name__ == "__main__":
    main()
