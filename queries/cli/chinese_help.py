"""Help pages and usage errors in Chinese: Typer's own words are English and cannot be translated in place."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Protocol, runtime_checkable

from rich.cells import cell_len, set_cell_size
from typer.core import TyperCommand, TyperGroup

_FAULTS: tuple[tuple[str, str], ...] = (
    (r"Missing (?:argument|parameter) '(.+?)'\..*", r"缺少参数“\1”"),
    (r"Missing option '(.+?)'\..*", r"缺少选项“\1”"),
    (r"Missing command\.", "没有写命令"),
    (r"No such option:? '?(-[^\s'.]*)'?\.? \(Possible options: (.+)\)", r"没有选项“\1”，是不是 \2？"),
    (r"No such option:? '?(-[^\s'.]*)'?\.? Did you mean '?(.+?)'?\?", r"没有选项“\1”，是不是 \2？"),
    (r"No such option:? '?(-[^\s'.]*)'?\.?", r"没有选项“\1”"),
    (r"No such command '(.+?)'\. Did you mean '?(.+?)'?\?", r"没有命令“\1”，是不是 \2？"),
    (r"No such command '(.+?)'\.", r"没有命令“\1”"),
    (r"Got unexpected extra arguments? ?(?:\(s\) )?\((.+)\)", r"多出了“\1”；含空格的内容请用引号括起来"),
    (r"Option '(.+?)' requires an argument\.", r"选项“\1”后面缺少值"),
    (r"Option '(.+?)' does not take a value\.", r"选项“\1”后面不能写值"),
    (r"Invalid value for (.+?): .*valid integer.*", r"\1 的值应当是整数"),
    (r"Invalid value for (.+?): .*(?:greater than or equal to |x>=)(\d+).*", r"\1 的值不能小于 \2"),
    (r"Invalid value for (.+?): .*", r"\1 的值不对"),
)


@runtime_checkable
class UsageFault(Protocol):
    """What Typer raises for a wrong call, by whatever class name its version has."""

    ctx: Any
    exit_code: int

    def format_message(self) -> str:
        """The fault, in English."""


def fault_text(fault: UsageFault) -> str:
    """What is wrong with the call, how it is written, and where to read more; the help page where nothing was asked."""
    message = fault.format_message()
    if fault.ctx is None:
        return f"错误：{translated(message)}"
    if not message or message.startswith(_USAGE):
        return message or help_text(fault.ctx.command, fault.ctx)
    return "\n".join(
        (
            f"错误：{translated(message)}",
            _usage(fault.ctx.command, fault.ctx),
            f"运行 {fault.ctx.command_path} --help 查看帮助",
        )
    )


def translated(message: str) -> str:
    """The fault in Chinese; what no pattern knows keeps its words, so that nothing is lost."""
    for pattern, chinese in _FAULTS:
        if found := re.fullmatch(pattern, message, re.DOTALL):
            return found.expand(chinese)
    return f"写法不对（{message}）"


def help_text(command: Any, ctx: Any) -> str:
    """The help page of a command or of the whole program."""
    blocks = [_usage(command, ctx), command.help or ""]
    commands = getattr(command, "commands", {})
    blocks.append(_list("命令", [(name, _first_line(each.help)) for name, each in commands.items()]))
    params = command.get_params(ctx)
    arguments = [param for param in params if param.param_type_name == "argument"]
    blocks.append(_list("参数", [(param.metavar, param.help or "") for param in arguments]))
    options = [param for param in params if param.param_type_name == "option"]
    blocks.append(_list("选项", [(_signature(param), param.help or "") for param in options]))
    return "\n\n".join(filter(None, blocks)) + "\n"


class ChineseCommand(TyperCommand):
    """A command whose help page is Chinese."""

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """Writes the page."""
        formatter.write(help_text(self, ctx))

    def get_help_option(self, ctx: Any) -> Any:
        """`--help`, explained in Chinese."""
        return _explained(super().get_help_option(ctx))


class ChineseGroup(TyperGroup):
    """The program with its commands, whose help page is Chinese."""

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """Writes the page."""
        formatter.write(help_text(self, ctx))

    def get_help_option(self, ctx: Any) -> Any:
        """`--help`, explained in Chinese."""
        return _explained(super().get_help_option(ctx))


_USAGE = "用法："


def _explained(option: Any) -> Any:
    if option is not None:
        option.help = "显示本帮助"
    return option


def _usage(command: Any, ctx: Any) -> str:
    words = [ctx.command_path, "[选项]"]
    if hasattr(command, "commands"):
        words.append("命令 …")
    params = (param for param in command.get_params(ctx) if param.param_type_name == "argument")
    words.extend(param.metavar if param.required else f"[{param.metavar}]" for param in params)
    return _USAGE + " ".join(words)


def _signature(option: Any) -> str:
    return " ".join((", ".join(option.opts), option.metavar or "")).strip()


def _list(heading: str, rows: Sequence[tuple[str, str]]) -> str:
    return "\n".join([f"{heading}：", *_aligned(rows)]) if rows else ""


def _first_line(text: str | None) -> str:
    return (text or "").split("\n", 1)[0]


def _aligned(rows: Iterable[tuple[str, str]]) -> Iterator[str]:
    """Two columns; a Chinese character is two columns wide."""
    rows = list(rows)
    width = max(cell_len(left) for left, _ in rows)
    for left, right in rows:
        first, *more = right.split("\n")
        yield f"  {set_cell_size(left, width)}  {first}".rstrip()
        yield from (f"  {' ' * width}  {line}" for line in more)
