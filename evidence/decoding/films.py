"""Single frames of a film, by FFmpeg (PyAV). Runs in the decoding process only."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import av
from PIL import Image

PIXELS = 36_000_000
"""Of one frame: 8K."""
PACKETS = 600
"""Looked through for one frame."""
MOST_SAID, LONGEST_SAID = 100, 200
_DEMUXERS = {"video/mp4": "mov", "video/quicktime": "mov", "audio/mp4": "mov"}
# By name: else FFmpeg guesses, and takes a text that lists other files or addresses for a film.
_ONLY_FILES = {"protocol_whitelist": "file", "enable_drefs": "0"}


class Undecodable(Exception):
    """No film that can be shown."""


@dataclass(frozen=True, slots=True)
class Frame:
    """One picture of the film, upright, and at which second it stands."""

    at: float
    picture: Image.Image


def frames(path: Path, media_type: str, *, most: int, edge: int) -> Iterator[Frame]:
    """At most `most` key frames spread over the film, no side longer than `edge` pixels. Raises Undecodable."""
    try:
        with av.open(str(path), format=_DEMUXERS[media_type], options=_ONLY_FILES, metadata_errors="ignore") as film:
            yield from _frames(film, most, edge)
    except (av.error.FFmpegError, KeyError, IndexError, ValueError, OverflowError) as error:
        raise Undecodable(str(error)) from error


def metadata(path: Path, media_type: str) -> dict[str, str]:
    """What the film's head says beside pictures and sound, names and values cut at 200 characters. Raises Undecodable."""
    try:
        with av.open(str(path), format=_DEMUXERS[media_type], options=_ONLY_FILES, metadata_errors="ignore") as film:
            told = list(film.metadata.items())[:MOST_SAID]
    except (av.error.FFmpegError, KeyError, IndexError, ValueError, OverflowError) as error:
        raise Undecodable(str(error)) from error
    return {str(name)[:LONGEST_SAID]: str(value)[:LONGEST_SAID] for name, value in told}


def _frames(film: Any, most: int, edge: int) -> Iterator[Frame]:
    stream = next((one for one in film.streams.video if not one.disposition & av.stream.Disposition.attached_pic), None)
    if stream is None:
        raise Undecodable("sound only")
    if stream.codec_context.width * stream.codec_context.height > PIXELS:
        raise Undecodable("too many pixels")
    stream.thread_count = 1
    length = _length(film, stream)
    last = -1.0
    for number in range(most):
        wanted = length * (number + 0.5) / most if number or most == 1 else 0.0
        found = _frame_at(film, stream, wanted)
        if found is None:
            continue
        at = float(found.time or 0.0)
        if at > last:
            last = at
            yield Frame(at, _upright(found, edge))


def _length(film: Any, stream: Any) -> float:
    """In seconds; 0 when the film doesn't say, so that only its beginning is looked at."""
    if stream.duration and stream.time_base:
        return max(0.0, float(stream.duration * stream.time_base))
    return max(0.0, (film.duration or 0) / av.time_base)


def _frame_at(film: Any, stream: Any, second: float) -> Any:
    """The key frame at or before `second`; None when there is none that can be decoded."""
    try:
        film.seek(int(second / stream.time_base), stream=stream)
    except av.error.FFmpegError:
        if second:
            return None
    for number, packet in enumerate(film.demux(stream)):
        if number > PACKETS:
            return None
        try:
            decoded = packet.decode()
        except av.error.FFmpegError:
            continue
        for frame in decoded:
            if frame.width * frame.height > PIXELS:
                raise Undecodable("too many pixels")
            return frame
    return None


def _upright(frame: Any, edge: int) -> Image.Image:
    picture: Image.Image = frame.to_image()
    picture.thumbnail((edge, edge), Image.Resampling.BILINEAR)
    return picture.rotate(frame.rotation, expand=True) if frame.rotation else picture
