"""What happens to a screenshot on its way: chats shrink it, cameras slant and blur it."""

import random
from collections.abc import Callable
from io import BytesIO

import numpy
from PIL import Image, ImageEnhance, ImageFilter


def untouched(image: Image.Image, _chance: random.Random) -> Image.Image:
    return image


def jpeg(image: Image.Image, chance: random.Random) -> Image.Image:
    """Saved as JPEG of a low quality."""
    return _saved(image, chance.choice((40, 55, 70)))


def forwarded(image: Image.Image, chance: random.Random) -> Image.Image:
    """Shrunk and saved again, as chats do, twice."""
    share = chance.choice((0.6, 0.7, 0.8))
    small = image.resize((round(image.width * share), round(image.height * share)), Image.Resampling.BILINEAR)
    return _saved(_saved(small, 70), 60)


def dimmed(image: Image.Image, chance: random.Random) -> Image.Image:
    """Less contrast, another brightness."""
    return ImageEnhance.Brightness(ImageEnhance.Contrast(image).enhance(0.6)).enhance(chance.choice((0.8, 1.15)))


def blurred(image: Image.Image, chance: random.Random) -> Image.Image:
    return image.filter(ImageFilter.GaussianBlur(image.width / 1080 * chance.choice((1.0, 1.5))))


def photographed(image: Image.Image, chance: random.Random) -> Image.Image:
    """A photo of a screen: slanted by up to two degrees, uneven light, noise."""
    turned = image.rotate(chance.uniform(-2, 2), Image.Resampling.BICUBIC, expand=True, fillcolor=(60, 55, 50))
    pixels = numpy.asarray(turned).astype(numpy.float32)
    light = numpy.linspace(0.8, 1.1, turned.width, dtype=numpy.float32)[None, :, None]
    noise = numpy.random.default_rng(chance.randrange(2**31)).normal(0, 6, pixels.shape)
    return _saved(Image.fromarray(numpy.clip(pixels * light + noise, 0, 255).astype(numpy.uint8)), 80)


def _saved(image: Image.Image, quality: int) -> Image.Image:
    target = BytesIO()
    image.save(target, "JPEG", quality=quality)
    return Image.open(target).convert("RGB")


WAYS: tuple[Callable[[Image.Image, random.Random], Image.Image], ...] = (
    untouched, jpeg, forwarded, dimmed, blurred, photographed,
)  # fmt: skip
