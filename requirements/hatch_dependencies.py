"""The wheel's dependencies are the lines of app.in: written once, locked in app.lock."""

from pathlib import Path

from hatchling.metadata.plugin.interface import MetadataHookInterface


class AppDependencies(MetadataHookInterface):
    def update(self, metadata: dict) -> None:
        lines = (Path(self.root) / "requirements/app.in").read_text().splitlines()
        metadata["dependencies"] = [s for line in lines if (s := line.split("#")[0].strip())]
