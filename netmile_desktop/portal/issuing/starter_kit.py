"""スターターキット: the sample files shipped with the program (guide L431, L488)."""

from __future__ import annotations

from netmile_desktop.domain import wire
from netmile_desktop.paths import resources
from netmile_desktop.portal.http.call import Call


def starter_kit(_call: Call[wire.Nothing, wire.Nothing]) -> wire.StarterKit:
    """Return every sample file by name, byte for byte."""
    files = sorted((resources() / "samples").iterdir())
    return wire.StarterKit(
        files=[wire.SampleFile(name=file.name, content=file.read_bytes()) for file in files if file.is_file()]
    )
