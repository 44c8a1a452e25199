// Builds the script islands into the package. Only developers run this: `cd front && npm ci && npm run build`.
import { build } from "esbuild";
import { copyFile, readFile, writeFile } from "node:fs/promises";
import { createHash } from "node:crypto";

const out = "../src/underice/desk/static/";
const islands = ["desk", "editor", "kin", "map", "sliders"];

// Cytoscape carries programs for the graphics card as text, with the notes of their authors in it, which no minifier sees.
// They are for those authors: what is shipped to people holds none of them.
const withoutNotes = {
    name: "without-notes",
    setup(made) {
        made.onLoad({ filter: /cytoscape\.esm\.mjs$/ }, async ({ path }) => {
            const text = await readFile(path, "utf8");
            return { contents: text.replaceAll(/ \/\/ TODO [^\n]*?(?=\\n)/g, ""), loader: "js" };
        });
    },
};

await build({
    plugins: [withoutNotes],
    entryPoints: islands.map((name) => `src/${name}.js`),
    outdir: out,
    bundle: true,
    minify: true,
    format: "iife",
    target: ["es2022"],
    legalComments: "eof",
    charset: "utf8",
    logLevel: "info",
});
await copyFile("node_modules/htmx.org/dist/htmx.min.js", `${out}htmx.js`);
await copyFile("node_modules/axe-core/axe.min.js", "../tests/desk/axe.min.js");

// What was built from what, so that a test can tell when sources and assets have drifted apart.
const hash = (data) => createHash("sha256").update(data).digest("hex");
const built = {};
for (const name of islands) {
    built[name] = { source: hash(await readFile(`src/${name}.js`)), asset: hash(await readFile(`${out}${name}.js`)) };
}
const lock = JSON.parse(await readFile("package-lock.json", "utf8"));
const versions = {};
for (const [path, entry] of Object.entries(lock.packages)) {
    if (path.startsWith("node_modules/") && !path.includes("esbuild")) versions[path.slice(13)] = entry.version;
}
await writeFile(`${out}built.json`, `${JSON.stringify({ islands: built, packages: versions }, null, 2)}\n`);
