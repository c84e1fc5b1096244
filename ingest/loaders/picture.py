"""Pictures of pages (PNG, JPEG, TIFF with several pages), read by recognition."""

from __future__ import annotations

import io
from collections.abc import Callable

import numpy as np
from PIL import Image, ImageSequence, UnidentifiedImageError

from ingest.document import Document
from ingest.errors import BrokenFile, EmptyFile, UnsafeFile
from ingest.loaders.builder import TextBuilder
from ingest.loaders.file import SourceFile
from ingest.loaders.scan import mean_score, read_picture

_MOST_PIXELS = 60_000_000  # an A3 page at 400 dots per inch has 31 million
_LONGEST_SIDE = 4000
_MOST_PAGES = 500


def load(file: SourceFile, on_page: Callable[[int, int], None] = lambda page, pages: None) -> Document:
    """Read a picture. Raises BrokenFile, UnsafeFile (too many pixels) or EmptyFile."""
    builder, starts, warnings = TextBuilder(), [], []
    doubtful: list[tuple[int, int]] = []
    try:
        picture = Image.open(io.BytesIO(file.data))
        count = getattr(picture, "n_frames", 1)
        if picture.width * picture.height > _MOST_PIXELS or count > _MOST_PAGES:
            raise UnsafeFile(
                file.name, f"图片过大（{picture.width}×{picture.height}，{count} 页）", "请缩小或拆分后重试"
            )
        for index, frame in enumerate(ImageSequence.Iterator(picture)):
            on_page(index + 1, count)
            starts.append(builder.length)
            page = frame.convert("RGB")
            page.thumbnail((_LONGEST_SIDE, _LONGEST_SIDE))
            lines = read_picture(np.asarray(page))
            for line in lines:
                start = builder.line(line.text)
                doubtful += [(start + first, start + last) for first, last in line.doubtful]
            warnings.append(f"第 {index + 1} 页是图片，文字由识别得来（平均置信度 {mean_score(lines):.2f}）")
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise BrokenFile(
            file.name, f"图片无法打开（{type(error).__name__}）", "请用看图软件打开并另存后重试"
        ) from error
    if not builder.text.strip():
        raise EmptyFile(file.name, "图片里没有识别出文字", "请检查图片是否清晰、方向是否正确")
    return builder.document(file, "picture", page_starts=starts, doubtful=doubtful, warnings=warnings)
