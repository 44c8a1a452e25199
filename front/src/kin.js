// The kin graph beside the nested list that says the same. People are links: Enter or a click opens one.
//
//   <div class="kin-graph" data-kin data-nodes='[{"id","label","href","kind"}]' data-ties='[{"from","to","label"}]' hidden>

import cytoscape from "cytoscape";

// Cytoscape writes one rule into a style element, which the pages do not allow. It leaves that alone when it finds an element
// of this id; the rule itself stands in desk.css.
const rule = document.createElement("template");
rule.id = "__________cytoscape_stylesheet";
document.head.append(rule);

const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

function start(box) {
    box.hidden = false;
    const nodes = JSON.parse(box.dataset.nodes).map((node) => ({ data: node }));
    const ties = JSON.parse(box.dataset.ties).map((tie, index) => ({
        data: { id: `tie${index}`, source: tie.from, target: tie.to, label: tie.label },
    }));
    const graph = cytoscape({
        container: box,
        elements: [...nodes, ...ties],
        userZoomingEnabled: false,
        boxSelectionEnabled: false,
        autounselectify: true,
        layout: {
            name: nodes.length > 60 ? "concentric" : "cose",
            animate: false,
            randomize: false,
            nodeDimensionsIncludeLabels: true,
            nodeRepulsion: () => 9000,
            idealEdgeLength: () => 110,
            padding: 24,
        },
        style: [
            {
                selector: "node",
                style: {
                    label: "data(label)",
                    "background-color": colour("--paper"),
                    "border-width": 2,
                    "border-color": colour("--field"),
                    color: colour("--ink"),
                    "font-size": 13,
                    "text-valign": "bottom",
                    "text-margin-y": 6,
                    "text-wrap": "wrap",
                    "text-max-width": 120,
                    width: 26,
                    height: 26,
                },
            },
            { selector: "node[kind = 'self']", style: { "background-color": colour("--link"), width: 34, height: 34 } },
            { selector: "node[kind = 'detained']", style: { "border-style": "double", "border-width": 6 } },
            { selector: "node[kind = 'home']", style: { shape: "round-rectangle" } },
            {
                selector: "edge",
                style: {
                    label: "data(label)",
                    "curve-style": "bezier",
                    "line-color": colour("--line"),
                    "target-arrow-shape": "none",
                    width: 2,
                    color: colour("--soft"),
                    "font-size": 11,
                    "text-background-color": colour("--paper"),
                    "text-background-opacity": 1,
                    "text-background-padding": 2,
                },
            },
        ],
    });
    graph.maxZoom(1.25);
    graph.fit(undefined, 24);
    graph.on("tap", "node", (event) => {
        const href = event.target.data("href");
        if (href) location.assign(href);
    });
    for (const name of ["mouseover", "mouseout"]) {
        graph.on(name, "node", () => box.classList.toggle("pointing", name === "mouseover"));
    }
    new ResizeObserver(() => graph.resize().fit(undefined, 24)).observe(box);
    box.dataset.drawn = "yes";
}

for (const box of document.querySelectorAll("[data-kin]")) start(box);
