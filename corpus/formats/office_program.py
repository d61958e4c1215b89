"""Running LibreOffice on a stranger's file: its own profile, no macros, no links, limits on time, memory and size, and
nothing left behind, neither a process nor a file."""

from __future__ import annotations

import math
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from corpus.children import ending_with_us
from corpus.errors import DamagedFile, UnreadableFile
from corpus.limits import MEBIBYTE, limits_in_force

NAMES = ("soffice", "libreoffice")
USUAL_PLACES = (  # where the installers of Windows and macOS put it
    "C:/Program Files/LibreOffice/program/soffice.com",
    "C:/Program Files (x86)/LibreOffice/program/soffice.com",
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
)
OPTIONS = ("--headless", "--invisible", "--norestore", "--nolockcheck", "--nodefault", "--nofirststartwizard")
INSTALL = "请安装 LibreOffice（免费）后再试，或在 Word、WPS 中另存为 .docx 或 .xlsx"
# What a profile is set to before LibreOffice starts: no macros, no active content, links not followed.
SETTINGS = (
    ("/org.openoffice.Office.Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("/org.openoffice.Office.Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("/org.openoffice.Office.Common/Security/Scripting", "DisableActiveContent", "true"),
    ("/org.openoffice.Office.Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("/org.openoffice.Office.Writer/Content/Update", "Link", "0"),
    ("/org.openoffice.Office.Calc/Content/Update", "Link", "2"),
    ("/org.openoffice.Office.Common/Misc", "UseOpenCL", "false"),
)
PROFILE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
{items}
</oor:items>
"""
ITEM = '<item oor:path="{path}"><prop oor:name="{name}" oor:op="fuse"><value>{value}</value></prop></item>'


@dataclass(frozen=True, slots=True)
class Limits:
    """What a conversion may take: seconds, bytes of address space and bytes of a file it writes. The last two are kept
    where the system has a POSIX shell."""

    seconds: float = 120
    memory: int = 4096 * MEBIBYTE
    file_size: int = 512 * MEBIBYTE


def _limits_in_force() -> Limits:
    """What a conversion may take of what the whole reading of a file may: two fifths of the time, and room for the
    program itself, which maps far more memory than it uses."""
    whole = limits_in_force()
    return Limits(seconds=0.4 * whole.seconds, memory=2 * whole.memory)


def program() -> Path | None:
    """LibreOffice's program on this computer, None where there is none."""
    found = next((path for name in NAMES if (path := shutil.which(name))), None)
    return Path(found) if found else next((Path(place) for place in USUAL_PLACES if Path(place).exists()), None)


def converted(data: bytes, *, suffix: str, target: str, limits: Limits | None = None) -> bytes:
    """The bytes as a file of the format `target` (`docx`, `xlsx`). The format they have is LibreOffice's to find out,
    `suffix` is only their file's name: a filter that is forced on a .wps misreads it. `limits` are by default those
    that are in force.

    Raises UnreadableFile (no LibreOffice, or past the time limit), DamagedFile (it makes nothing of them).
    """
    soffice = program()
    if soffice is None:
        raise UnreadableFile("这种文件要由 LibreOffice 转换，而这台电脑上没有找到它", advice=INSTALL)
    with tempfile.TemporaryDirectory(prefix="gongwen-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        paper, made = folder / f"paper{suffix}", folder / "made"
        paper.write_bytes(data)
        profile = _profile(folder / "profile")
        outputs = ["--convert-to", target, "--outdir", str(made), str(paper)]
        _run(
            [str(soffice), f"-env:UserInstallation={profile.as_uri()}", *OPTIONS, *outputs],
            folder,
            limits or _limits_in_force(),
        )
        result = made / f"paper.{target}"
        if not result.exists():
            raise DamagedFile(
                "LibreOffice 打不开这个文件，可能已损坏或设有密码",
                advice="请在原软件中打开并另存为 .docx 或 .xlsx 后再试",
            )
        return result.read_bytes()


def _profile(folder: Path) -> Path:
    (folder / "user").mkdir(parents=True)
    items = "\n".join(ITEM.format(path=path, name=name, value=value) for path, name, value in SETTINGS)
    (folder / "user" / "registrymodifications.xcu").write_text(PROFILE.format(items=items), "utf-8")
    return folder


def _run(command: Sequence[str], folder: Path, limits: Limits) -> None:
    """Runs the command to its end; raises UnreadableFile past the time limit. Its children end with it either way."""
    process = subprocess.Popen(
        _limited(command, limits),
        cwd=folder,
        env=_environment(folder),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    with ending_with_us(process):
        try:
            process.wait(limits.seconds)
        except subprocess.TimeoutExpired as error:
            raise UnreadableFile(
                f"转换超过了 {limits.seconds:g} 秒，已停止", advice="请在 Word、WPS 中打开并另存为 .docx 后再试"
            ) from error


def _limited(command: Sequence[str], limits: Limits) -> list[str]:
    """The command under a shell's limits, which its children inherit; as it is where there is no such shell. The limit
    of processor time ends it also where this program is killed first."""
    if os.name == "nt":
        return list(command)
    memory = f"ulimit -v {limits.memory // 1024};" if sys.platform.startswith("linux") else ""
    others = f"ulimit -c 0; ulimit -t {math.ceil(limits.seconds) + 1}; ulimit -f {limits.file_size // 512};"
    return ["/bin/sh", "-c", f'{others} {memory} exec "$@"', "sh", *command]


def _environment(folder: Path) -> dict[str, str]:
    """What the program may know of its surroundings: everything it writes goes to the folder."""
    kept = {name: os.environ[name] for name in ("PATH", "SYSTEMROOT", "LD_LIBRARY_PATH") if name in os.environ}
    return {
        **kept,
        "HOME": str(folder),
        "TMPDIR": str(folder),
        "TEMP": str(folder),
        "TMP": str(folder),
        "LANG": "C.UTF-8",
    }
