"""Videos: made anew as H.264 without sound, of a size and rate that a small board decodes."""

from collections.abc import Iterator
from fractions import Fraction
from typing import Final

import av
from av.container import InputContainer, OutputContainer
from av.filter import Graph
from av.video.frame import VideoFrame
from av.video.stream import VideoStream
from PIL import Image

from hub.content.ingest import magic, pictures
from hub.content.ingest.refusal import Bench, Made, Refused

LONGEST_S: Final = 600.0
LARGEST_SIDE: Final = 8_192
BOX: Final = (1_280, 720)
"""Longer and shorter side at most, whichever way the video stands."""
KEY_EVERY_S: Final = 2
ENCODER: Final = "libx264"
RATE: Final = 2_500_000
"""Bits a second at most, on average over two seconds."""
MISSING: Final = 0.9
"""A video that ends before this share of what it announces has lost its end."""


def take(bench: Bench) -> list[Made]:
    """The video and a picture out of its middle. Raises Refused."""
    if ENCODER not in av.codecs_available:
        raise Refused("no_video_encoder")
    try:
        with bench.source.open("rb") as file:
            container = magic.container(file.read(magic.HEAD))
        # Nothing but this file is read, whatever a playlist within might name.
        only = {"protocol_whitelist": "file"}
        with av.open(bench.source, format=container, options=only) as film:
            stream = _picture_of(film)
            announced = _announced(film, stream)
            return [_make(bench, film, stream, announced)]
    except av.InvalidDataError:
        raise Refused("truncated") from None
    except av.FFmpegError:
        raise Refused("unreadable") from None


def _picture_of(film: InputContainer) -> VideoStream:
    for stream in film.streams.video:
        if not stream.disposition & av.stream.Disposition.attached_pic:
            if max(stream.width, stream.height) > LARGEST_SIDE:
                raise Refused("video_too_large", width=stream.width, height=stream.height)
            # Each thread takes address space, of which there is a limit.
            stream.codec_context.thread_count = 2
            return stream
    raise Refused("video_without_picture" if film.streams.get() else "truncated")


def _announced(film: InputContainer, stream: VideoStream) -> float | None:
    """How long the video says it is, in seconds. Raises Refused when that is too long."""
    seconds = None
    if stream.duration and stream.time_base:
        seconds = float(stream.duration * stream.time_base)
    elif film.duration:
        seconds = film.duration / av.time_base
    if seconds is not None and seconds > LONGEST_S + 1:
        raise Refused("video_too_long", minutes=round(seconds / 60), most=round(LONGEST_S / 60))
    return seconds


def _make(bench: Bench, film: InputContainer, stream: VideoStream, announced: float | None) -> Made:
    rate, last = _rate(stream), 0.0
    name, poster = "001.mp4", None
    with av.open(bench.folder / name, "w", options={"movflags": "+faststart"}) as out:
        encoder: VideoStream | None = None
        for count, frame in enumerate(_frames(film, stream, rate)):
            last = (count + 1) / rate
            if last > LONGEST_S + 1:
                raise Refused("video_too_long", minutes=round(last / 60), most=10)
            encoder = encoder or _encoder(out, frame, rate)
            frame.pts, frame.time_base = count, Fraction(1, rate)
            out.mux(encoder.encode(frame))
            if poster is None or count == int((announced or 0) * rate / 2):
                poster = frame
            if count % rate == 0:
                # Told also of a video that does not say how long it is: silence looks like a hang.
                bench.tell(min(0.99, last / (announced or LONGEST_S)))
        if encoder is None or poster is None:
            raise Refused("truncated")
        out.mux(encoder.encode(None))
        size = encoder.width, encoder.height
    if announced is not None and last < announced * MISSING - 0.5:
        raise Refused("truncated")
    thumb = pictures.thumbnail(bench, _picture(poster), 1)
    return Made(name, thumb, "video/mp4", *size, seconds=round(last, 3))


def _picture(frame: VideoFrame) -> Image.Image:
    picture: Image.Image = frame.to_image()  # type: ignore[no-untyped-call]
    return picture


def _rate(stream: VideoStream) -> int:
    """30 pictures a second for what was filmed at 15, 30 or 60; otherwise 25."""
    given = float(stream.average_rate or stream.guessed_rate or 25)
    return 30 if any(abs(given - rate) < 0.6 for rate in (15, 30, 60, 120)) else 25


def _frames(film: InputContainer, stream: VideoStream, rate: int) -> Iterator[VideoFrame]:
    """Upright, without combs, small enough, at a steady rate."""
    graph: Graph | None = None
    for frame in film.decode(stream):
        if graph is None:
            graph = _graph(stream, frame, rate)
        graph.push(frame)
        yield from _drain(graph)
    if graph is not None:
        graph.push(None)
        yield from _drain(graph)


def _drain(graph: Graph) -> Iterator[VideoFrame]:
    while True:
        try:
            made = graph.pull()
        except (av.BlockingIOError, av.EOFError):
            return
        if isinstance(made, VideoFrame):
            yield made


def _graph(stream: VideoStream, frame: VideoFrame, rate: int) -> Graph:
    turns = {90: ["cclock"], -90: ["clock"], 270: ["clock"], 180: ["clock", "clock"],
             -180: ["clock", "clock"]}.get(round(frame.rotation), [])  # fmt: skip
    quarter = len(turns) == 1
    given = (frame.height, frame.width) if quarter else (frame.width, frame.height)
    width, height = fitted(*given)
    graph = Graph()
    graph.link_nodes(
        graph.add_buffer(template=stream, time_base=stream.time_base),
        graph.add("yadif", "deint=interlaced"),
        *(graph.add("transpose", f"dir={turn}") for turn in turns),
        graph.add("scale", f"w={width}:h={height}:flags=bicubic"),
        graph.add("setsar", "1"),
        graph.add("fps", f"fps={rate}"),
        graph.add("format", "pix_fmts=yuv420p"),
        graph.add("buffersink"),
    ).configure()
    return graph


def fitted(width: int, height: int) -> tuple[int, int]:
    """The size at which a video fits into the box, in even numbers; never larger than it is."""
    longer, shorter = max(width, height), min(width, height)
    scale = min(1.0, BOX[0] / longer, BOX[1] / shorter)
    even = [max(2, round(side * scale / 2) * 2) for side in (width, height)]
    return even[0], even[1]


def _encoder(out: OutputContainer, frame: VideoFrame, rate: int) -> VideoStream:
    encoder = out.add_stream(ENCODER, rate=rate)
    encoder.width, encoder.height, encoder.pix_fmt = frame.width, frame.height, "yuv420p"
    encoder.time_base = Fraction(1, rate)
    encoder.gop_size = KEY_EVERY_S * rate
    encoder.options = {
        "preset": "veryfast", "profile": "high", "level": "4.0", "crf": "22",
        "maxrate": str(RATE), "bufsize": str(2 * RATE), "threads": "2",
    }  # fmt: skip
    return encoder
