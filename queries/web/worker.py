"""What the worker does: it draws a page, finds words on pages, or reads an edited workbook. Loaded there only."""

from __future__ import annotations

import io

from corpus.errors import GongwenError, NotFound, UnreadableFile
from corpus.pictures import count_of, picture_of
from queries.corrections.sheet import EditedTable, read_sheet
from queries.web.pictures import OFD, PDF, Picture, PictureJob, Place, PlaceJob, ofd, pdf
from queries.web.work import SheetJob, Trouble

_WIDEST = 1400


def take(job: PictureJob | PlaceJob | SheetJob) -> Picture | Place | EditedTable | Trouble:
    """The picture, the place or the table, or why there is none."""
    try:
        return _taken(job)
    except GongwenError as error:
        return Trouble(isinstance(error, NotFound), error.reason, error.advice)


def _taken(job: PictureJob | PlaceJob | SheetJob) -> Picture | Place | EditedTable:
    if isinstance(job, SheetJob):
        return read_sheet(job.data)
    if isinstance(job, PlaceJob):
        return _placed(job)
    if job.media_type == PDF:
        return pdf.picture(job.data, job.page)
    if job.media_type == OFD:
        return ofd.picture(job.data, job.page)
    return _picture(job)


def _placed(job: PlaceJob) -> Place:
    if job.media_type == PDF:
        return pdf.place(job.data, job.words, about=job.about)
    if job.media_type == OFD:
        return ofd.place(job.data, job.words, about=job.about)
    raise UnreadableFile("图片里的文字不能这样查找")


def _picture(job: PictureJob) -> Picture:
    """A page of a picture file, no wider than a screen."""
    count = count_of(job.data)
    if job.page > count:
        raise NotFound(f"这份文件没有第 {job.page} 页")
    image, dpi = picture_of(job.data, frame=job.page - 1)
    width, height = image.width * 72 / dpi, image.height * 72 / dpi
    image.thumbnail((_WIDEST, _WIDEST * 4))
    file = io.BytesIO()
    image.save(file, "PNG")
    return Picture("image/png", file.getvalue(), width, height, count)
