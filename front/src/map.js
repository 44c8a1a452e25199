// The map of places, drawn over outlines that came with the program. The table beside it says the same.
//
//   <div class="map" data-map data-outline="/static/outlines.json" data-places='[{"name","lat","lon","count","km"}]' hidden>
//
// A place is drawn as a ring as wide as its unit is uncertain (`km`), never as a point more exact than what may be said.

import { geoMercator, geoPath } from "d3-geo";

const make = (name, attributes, parent) => {
    const element = document.createElementNS("http://www.w3.org/2000/svg", name);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    parent?.append(element);
    return element;
};

async function start(box) {
    const answer = await fetch(box.dataset.outline, { credentials: "same-origin" });
    if (!answer.ok) return;
    const outlines = await answer.json();
    const places = JSON.parse(box.dataset.places);
    if (!places.length) return;
    box.hidden = false;
    const width = 720;
    const height = 460;
    const svg = make("svg", { viewBox: `0 0 ${width} ${height}`, role: "img", "aria-label": box.dataset.label || "" }, box);
    const points = places.map((place) => [place.lon, place.lat]);
    // At least a region's breadth around a single place: a map that shows one street says too much.
    const lon = points.map((point) => point[0]);
    const lat = points.map((point) => point[1]);
    const room = (values, least) => {
        const middle = (Math.min(...values) + Math.max(...values)) / 2;
        const half = Math.max((Math.max(...values) - Math.min(...values)) * 0.65, least);
        return [middle - half, middle + half];
    };
    const [west, east] = room(lon, 5);
    const [south, north] = room(lat, 3);
    const frame = { type: "MultiPoint", coordinates: [[west, south], [east, north]] };
    const projection = geoMercator().fitExtent([[16, 16], [width - 16, height - 16]], frame).clipExtent([[0, 0], [width, height]]);
    const path = geoPath(projection).digits(1);
    for (const feature of outlines.features) {
        const line = path(feature);
        if (line) make("path", { d: line, class: feature.properties.level === 1 ? "province" : "country" }, svg);
    }
    const perDegree = projection([lon[0], lat[0]])[1] - projection([lon[0], lat[0] + 1])[1];
    const taken = [];
    for (const place of [...places].sort((one, other) => other.count - one.count)) {
        const [x, y] = projection([place.lon, place.lat]);
        const radius = Math.max(5, (perDegree * (place.km || 0)) / 111);
        make("circle", { cx: x, cy: y, r: radius, class: "place" }, svg);
        const label = make("text", { x: x + Math.min(radius, 24) + 5, y: y + 4 }, svg);
        label.textContent = place.label;
        while (taken.some(([tx, ty]) => Math.abs(tx - x) < 140 && Math.abs(ty - Number(label.getAttribute("y"))) < 15)) {
            label.setAttribute("y", Number(label.getAttribute("y")) + 15);
        }
        taken.push([x, Number(label.getAttribute("y"))]);
    }
    box.dataset.drawn = "yes";
}

for (const box of document.querySelectorAll("[data-map]")) start(box);
