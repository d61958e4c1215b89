import io
import zipfile

import pytest

from corpus.archive import check_package, member_names
from corpus.errors import DamagedFile, EncryptedFile
from corpus.limits import PackageLimits

SMALL = PackageLimits(member=3_000_000, total=4_000_000, members=3, ratio=50)


def package(*contents: bytes, stored: bool = False) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED) as target:
        for number, content in enumerate(contents):
            target.writestr(f"part{number}.xml", content)
    return stream.getvalue()


def test_a_package_within_the_limits_passes() -> None:
    check_package(package(b"<a/>", b"<b/>"), limits=SMALL)
    check_package(package(b"0" * 2_900_000, stored=True), limits=SMALL)


@pytest.mark.parametrize(
    "data",
    [
        package(b"0" * 3_100_000, stored=True),
        package(b"0" * 2_100_000, b"0" * 2_100_000, stored=True),
        package(*[b"<a/>"] * 4),
        package(b"0" * 2_000_000),
    ],
    ids=["a large member", "much in all", "many members", "a high ratio"],
)
def test_what_unpacks_to_too_much_is_refused(data: bytes) -> None:
    with pytest.raises(DamagedFile, match="解压"):
        check_package(data, limits=SMALL)


def test_a_size_that_lies_is_refused() -> None:
    data = bytearray(package(b"0" * 500_000))
    directory = data.rfind(b"PK\x01\x02")
    data[directory + 24 : directory + 28] = (10).to_bytes(4, "little")
    with pytest.raises(DamagedFile):
        check_package(bytes(data), limits=SMALL)


def test_a_locked_package_needs_its_password() -> None:
    data = bytearray(package(b"<a/>"))
    data[data.rfind(b"PK\x01\x02") + 8] |= 1
    with pytest.raises(EncryptedFile, match="密码"):
        check_package(bytes(data))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le", "utf-16-be"])
def test_a_dtd_is_refused(encoding: str) -> None:
    with pytest.raises(DamagedFile, match="XML"):
        check_package(package('<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'.encode(encoding)))


def test_names_of_what_is_no_package() -> None:
    assert member_names(package(b"<a/>")) == {"part0.xml"}
    assert member_names(b"PK\x03\x04") is None
