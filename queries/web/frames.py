"""What the process that listens and those that make pages say to each other: pickled values, each with its length.

Only for processes that one of the two has started itself.
"""

from __future__ import annotations

import asyncio
import pickle
from typing import Any

_LENGTH = 8  # bytes
BUFFER = 1 << 20
"""So many bytes a stream may hold before the other side has to wait: more than most pages have."""


def framed(value: Any) -> bytes:
    """The value as it is sent."""
    data = pickle.dumps(value, protocol=pickle.HIGHEST_PROTOCOL)
    return len(data).to_bytes(_LENGTH, "big") + data


async def next_of(stream: asyncio.StreamReader) -> Any:
    """The next value; raises EOFError where the other side has ended."""
    try:
        length = int.from_bytes(await stream.readexactly(_LENGTH), "big")
        return pickle.loads(await stream.readexactly(length))
    except (asyncio.IncompleteReadError, ConnectionError) as error:
        raise EOFError from error
