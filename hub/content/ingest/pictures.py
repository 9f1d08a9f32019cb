"""Pictures: turned upright, made small enough, stripped of all that is not picture."""

import io
import warnings
from typing import Final

from PIL import Image, ImageCms, ImageOps

from hub.content.ingest.magic import Kind
from hub.content.ingest.refusal import Bench, Made, Refused

LARGEST_SIDE: Final = 20_000
MOST_PIXELS: Final = 80_000_000
PANEL: Final = 1_920
"""Pixels of the longest side of the largest panel, whichever way it hangs."""
THUMB: Final = (480, 270)
FEW_COLOURS: Final = 4_096
"""A drawing has no more; JPEG would draw shadows around its lines."""
GROUND: Final = (243, 244, 247)

Image.MAX_IMAGE_PIXELS = MOST_PIXELS


def take(bench: Bench, kind: Kind) -> list[Made]:
    """The first frame of a picture file. Raises Refused."""
    with warnings.catch_warnings():
        warnings.simplefilter("error", Image.DecompressionBombWarning)
        try:
            with Image.open(bench.source, formats=[kind.upper()]) as opened:
                check_size(*opened.size)
                opened.draft("RGB", (PANEL, PANEL))
                return [keep(bench, upright(opened), 1)]
        except (Image.DecompressionBombError, Image.DecompressionBombWarning):
            raise Refused("picture_too_large", most=LARGEST_SIDE) from None
        except EOFError:
            raise Refused("truncated") from None
        except (OSError, SyntaxError, ValueError) as error:
            cut = "truncated" in str(error).lower()
            raise Refused("truncated" if cut else "unreadable") from None


def check_size(width: int, height: int) -> None:
    """By the header alone, before a pixel is decoded. Raises Refused."""
    if max(width, height) > LARGEST_SIDE or width * height > MOST_PIXELS:
        raise Refused("picture_too_large", width=width, height=height, most=LARGEST_SIDE)
    if min(width, height) < 1:
        raise Refused("unreadable")


def upright(opened: Image.Image) -> Image.Image:
    """Small enough, turned as its EXIF says, in sRGB, with an alpha channel only where used."""
    opened.seek(0)
    profile = opened.info.get("icc_profile")
    clear = "A" in opened.getbands() or "transparency" in opened.info
    small = _smaller(opened)
    turned = ImageOps.exif_transpose(small)
    if turned.mode.startswith(("I", "F")):
        turned = turned.convert("F").point(lambda value: value / 256).convert("L")
    turned = _in_srgb(turned, profile)
    if clear:
        rgba = turned.convert("RGBA")
        used = any(rgba.getchannel("A").histogram()[:255])
        return rgba if used else rgba.convert("RGB")
    return turned.convert("RGB")


def _smaller(opened: Image.Image) -> Image.Image:
    """Palettes are resolved first: their numbers cannot be averaged."""
    if opened.mode in ("P", "1", "PA"):
        clear = "transparency" in opened.info or opened.mode == "PA"
        exif = opened.getexif()
        opened = opened.convert("RGBA" if clear else "RGB")
        opened.getexif().update(exif)
    small = opened.copy() if max(opened.size) <= PANEL else opened
    small.thumbnail((PANEL, PANEL), Image.Resampling.LANCZOS, reducing_gap=3.0)
    return small


def _in_srgb(picture: Image.Image, profile: object) -> Image.Image:
    """Colours as a screen shows them; a profile that makes no sense is left aside."""
    if not isinstance(profile, bytes) or picture.mode not in ("RGB", "CMYK", "L"):
        return picture
    try:
        given = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        srgb = ImageCms.createProfile("sRGB")
        changed = ImageCms.profileToProfile(picture, given, srgb, outputMode="RGB")
    except (ImageCms.PyCMSError, OSError, ValueError):
        return picture
    return changed or picture


def keep(bench: Bench, picture: Image.Image, number: int) -> Made:
    """Write a picture and its thumbnail anew, pixel by pixel: nothing else of the file is left."""
    bare = Image.new(picture.mode, picture.size)
    bare.paste(picture)
    flat = bare.mode == "RGBA" or bare.getcolors(FEW_COLOURS) is not None
    name = f"{number:03}.{'png' if flat else 'jpg'}"
    if flat:
        bare.save(bench.folder / name, "PNG", optimize=True)
    else:
        bare.save(bench.folder / name, "JPEG", quality=88, optimize=True)
    thumb = thumbnail(bench, bare, number)
    return Made(name, thumb, "image/png" if flat else "image/jpeg", *bare.size)


def thumbnail(bench: Bench, picture: Image.Image, number: int) -> str:
    """A small picture for the library; answers the name of its file."""
    small = picture.copy()
    small.thumbnail(THUMB, Image.Resampling.LANCZOS)
    ground = Image.new("RGB", small.size, GROUND)
    ground.paste(small, mask=small.getchannel("A") if small.mode == "RGBA" else None)
    name = f"{number:03}.thumb.jpg"
    ground.save(bench.folder / name, "JPEG", quality=82, optimize=True)
    return name
