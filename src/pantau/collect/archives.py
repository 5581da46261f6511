"""An archive or a packed file in, its members out, within bounds and never under a name that leads out of it."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import shutil
import stat
import tarfile
import tempfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import IO, TYPE_CHECKING, Protocol, cast

from pantau.collect.material import Budget, Found, Material
from pantau.collect.names import member_name
from pantau.errors import InputRefused, NotAllowed, TooLarge, Unreadable

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

RATIO_FROM = 10_000_000
"""Unpacked bytes from which the ratio counts: less does no harm, and short pages of one phrase pack very well."""
XZ_MEMORY = 128_000_000
"""Bytes that unpacking an .xz may take; the highest preset of xz needs 65 MiB."""
ZIP_METHODS = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2})
OFFICE = frozenset({"[Content_Types].xml", "mimetype"})
"""Members by which a .docx, .odt or .epub shows that it is no mere archive; they stand among the first."""
CHUNK = 65_536
DAMAGED = (
    zlib.error,
    lzma.LZMAError,
    zipfile.BadZipFile,
    tarfile.TarError,
    EOFError,
    OSError,
    ValueError,
    OverflowError,
    NotImplementedError,
    RuntimeError,
)
"""What the standard library raises for archives that are damaged, or packed in a way that it does not know."""


class Readable(Protocol):
    """Anything that gives bytes."""

    def read(self, size: int, /) -> bytes: ...


def parse_gzip(material: Material) -> Iterator[Found]:
    """The one file in a .gz, under the packed file's own name."""
    return _single(material, _gzip)


def parse_bzip2(material: Material) -> Iterator[Found]:
    """The one file in a .bz2."""
    return _single(material, _bzip2)


def parse_xz(material: Material) -> Iterator[Found]:
    """The one file in an .xz."""
    return _single(material, _Xz)


def parse_tar(material: Material) -> Iterator[Found]:
    """The files of a .tar, read in one pass; links and devices are refused by name."""
    with _translated(), tarfile.open(fileobj=material.file, mode="r|") as archive:
        while (info := archive.next()) is not None:
            material.budget.member()
            if not info.isdir():
                yield _tar_member(material, archive, info)


def parse_zip(material: Material) -> Iterator[Found]:
    """The files of a .zip; encrypted ones and links are refused by name."""
    with _seekable(material) as file:
        with _translated():
            archive = zipfile.ZipFile(file)
        if OFFICE & set(archive.namelist()[:8]):
            raise Unreadable("this is an Office document or a book: save its text as .txt or .html")
        for info in archive.infolist():
            material.budget.member()
            if not info.filename.endswith("/"):
                yield _zip_member(material, archive, info)


def _single(material: Material, opener: Callable[[_Counted], Readable]) -> Iterator[Found]:
    packed = _Counted(material.file)
    gauge = _Gauge(material, lambda: packed.count)
    yield material.unpacked(_stream(opener(packed), gauge.spend), _bare(material.name))


def _bzip2(file: _Counted) -> Readable:
    return bz2.BZ2File(cast("IO[bytes]", file))


def _gzip(file: _Counted) -> Readable:
    return gzip.GzipFile(fileobj=cast("IO[bytes]", file))


def _free(_count: int) -> None:
    """A tar's members are as large as the tar itself, which was accounted for when it was unpacked."""


def _bare(name: str) -> str:
    """`a.tar` of `a.tgz`, `a.html` of `a.html.gz`."""
    stem, _, extension = name.rpartition(".")
    return f"{stem}.tar" if extension.lower() in ("tgz", "tbz", "tbz2", "txz") else stem


def _tar_member(material: Material, archive: tarfile.TarFile, info: tarfile.TarInfo) -> Found:
    try:
        name = member_name(info.name)
        if not info.isreg() or info.issparse():
            raise NotAllowed(
                "it is a link, a device or a file with holes: unpack it yourself if you trust it"
            )
        inner = archive.extractfile(info)
        if inner is None:
            raise Unreadable("it holds no data: unpack the archive yourself")
        return material.member(name, _stream(inner, _free))
    except InputRefused as error:
        return material.refusal(error, f"/{_shown(info.name)}")


def _zip_member(material: Material, archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> Found:
    try:
        name = member_name(info.filename)
        if info.flag_bits & 0x1:
            raise NotAllowed("it is encrypted: unpack it and collect the files")
        if stat.S_ISLNK(info.external_attr >> 16):
            raise NotAllowed("it is a link: unpack it yourself if you trust it")
        if info.compress_type not in ZIP_METHODS:
            raise Unreadable("it is packed in a way that is not read here: unpack it and collect the files")
        with _translated():
            inner = archive.open(info)
        gauge = _Gauge(material, lambda: info.compress_size)
        return material.member(name, _stream(inner, gauge.spend))
    except InputRefused as error:
        return material.refusal(error, f"/{_shown(info.filename)}")


def _shown(name: str) -> str:
    """A member's name as a message can carry it."""
    return ascii(name[:200])[1:-1] if not name.isprintable() else name[:200]


class _Gauge:
    """Watches one packed stream: takes what comes out of it from the budget, and compares it with what went in."""

    def __init__(self, material: Material, packed: Callable[[], int]) -> None:
        self._budget: Budget = material.budget
        self._ratio = material.limits.ratio
        self._packed = packed
        self._count = 0

    def spend(self, count: int) -> None:
        self._budget.spend(count)
        self._count += count
        if self._count > RATIO_FROM and self._count > self._ratio * max(1, self._packed()):
            raise TooLarge(
                f"it unpacks to over {self._ratio} times its size, as bombs do: unpack it yourself"
            )


class _Counted:
    """A file that counts what is read from it."""

    def __init__(self, file: Readable) -> None:
        self._file = file
        self.count = 0

    def read(self, size: int = -1, /) -> bytes:
        data = self._file.read(size)
        self.count += len(data)
        return data


class _Xz:
    """Unpacks .xz with a bound on the memory that its header may ask for, which the standard reader has not."""

    def __init__(self, file: Readable) -> None:
        self._file = file
        self._inner = lzma.LZMADecompressor(memlimit=XZ_MEMORY)
        self._packed = b""

    def read(self, size: int, /) -> bytes:
        while not self._inner.eof or self._next_stream():
            if self._inner.needs_input:
                self._packed = self._packed or self._file.read(CHUNK)
                if not self._packed:
                    raise EOFError("it ends early")
            data = self._inner.decompress(self._packed, size)
            self._packed = b""
            if data:
                return data
        return b""

    def _next_stream(self) -> bool:
        """Streams may follow one another, with zeros between (The .xz File Format, section 2)."""
        self._packed = (self._inner.unused_data or self._file.read(CHUNK)).lstrip(b"\0")
        if self._packed:
            self._inner = lzma.LZMADecompressor(memlimit=XZ_MEMORY)
        return bool(self._packed)


class _Unpacked(io.RawIOBase):
    """What a foreign reader gives, with its errors translated and its bytes accounted for."""

    def __init__(self, inner: Readable, spend: Callable[[int], None]) -> None:
        self._inner = inner
        self._spend = spend

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: WriteableBuffer, /) -> int:
        view, filled = memoryview(buffer), 0
        while filled < len(view):
            with _translated():
                data = self._inner.read(len(view) - filled)
            if not data:
                break
            self._spend(len(data))
            view[filled : filled + len(data)] = data
            filled += len(data)
        return filled


def _stream(inner: Readable, spend: Callable[[int], None]) -> io.BufferedReader:
    return io.BufferedReader(_Unpacked(inner, spend), CHUNK)


@contextmanager
def _seekable(material: Material) -> Iterator[IO[bytes]]:
    """The archive as a file that can be read from its end, as .zip must be."""
    if material.file.seekable():
        yield material.file
        return
    with tempfile.TemporaryFile(buffering=0) as raw, io.BufferedReader(raw) as file:
        shutil.copyfileobj(material.file, raw, CHUNK)
        raw.seek(0)
        yield file


@contextmanager
def _translated() -> Iterator[None]:
    try:
        yield
    except InputRefused:
        raise
    except DAMAGED as error:
        raise Unreadable(f"the archive is damaged or cut off ({error}): get it again") from error
