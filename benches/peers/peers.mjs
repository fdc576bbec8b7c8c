// Runs each layout on each tree in a process of its own and prints a Markdown table of medians of CPU time (user and
// system, all threads of the process), from flat arrays of parents and sizes to places. Started by run.sh.

import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";

const LIMIT_S = 100; // of one layout on one tree, all runs together
// Short runs are repeated for a second, so that the engine has warmed up; the longest run once.
const FEW = 3, MANY = 101, ENOUGH_MS = 1_000, TOO_MUCH_MS = 15_000;
const BESIDE = 16, BELOW = 40;

/** Flat arrays of a file: a line for each card, its parent's line and its size. */
function read(file) {
  const lines = readFileSync(file, "utf8").trimEnd().split("\n");
  const [parent, width, height] = [Int32Array, Float64Array, Float64Array].map((kind) => new kind(lines.length));
  lines.forEach((line, at) => {
    const [above, wide, high] = line.split(" ");
    [parent[at], width[at], height[at]] = [Number(above), Number(wide), Number(high)];
  });
  return { parent, width, height };
}

/** The nested objects that d3's layouts begin with. */
function nested({ parent, width, height }) {
  const all = Array.from(parent, (_, at) => ({ size: [width[at] + BESIDE, height[at] + BELOW] }));
  for (let at = 1; at < all.length; at++) {
    (all[parent[at]].children ??= []).push(all[at]);
  }
  return all[0];
}

async function elk(algorithm) {
  const { default: Elk } = await import("elkjs/lib/elk.bundled.js");
  const elk = new Elk();
  const layoutOptions = {
    "elk.algorithm": algorithm,
    "elk.direction": "DOWN",
    "elk.spacing.nodeNode": String(BESIDE),
  };
  return ({ parent, width, height }) => {
    const children = Array.from(parent, (_, at) => ({ id: `n${at}`, width: width[at], height: height[at] }));
    const edges = [];
    for (let at = 1; at < parent.length; at++) {
      edges.push({ id: `e${at}`, sources: [`n${parent[at]}`], targets: [`n${at}`] });
    }
    return elk.layout({ id: "root", layoutOptions, children, edges });
  };
}

// Each loads its package and gives a function from arrays to a finished layout.
const layouts = {
  "d3-hierarchy": async () => {
    const { hierarchy, tree } = await import("d3-hierarchy");
    return (cards) => tree().nodeSize([210 + BESIDE, 64 + BELOW])(hierarchy(nested(cards)));
  },
  "d3-flextree": async () => {
    const { flextree } = await import("d3-flextree");
    return (cards) => {
      const layout = flextree({ nodeSize: (node) => node.data.size });
      return layout(layout.hierarchy(nested(cards)));
    };
  },
  "elkjs mrtree": () => elk("mrtree"),
  "elkjs layered": () => elk("layered"),
  dagre: async () => {
    const dagre = (await import("@dagrejs/dagre")).default;
    return ({ parent, width, height }) => {
      const graph = new dagre.graphlib.Graph();
      graph.setGraph({ nodesep: BESIDE, ranksep: BELOW });
      graph.setDefaultEdgeLabel(() => ({}));
      parent.forEach((_, at) => graph.setNode(String(at), { width: width[at], height: height[at] }));
      parent.forEach((above, at) => at > 0 && graph.setEdge(String(above), String(at)));
      dagre.layout(graph);
      return graph;
    };
  },
};

const median = (figures) => figures.sort((a, b) => a - b)[Math.floor(figures.length / 2)];

/** In the process of one layout: the median on stdout. */
async function one(name, file) {
  const cards = read(file);
  const layout = await layouts[name]();
  const spent = [];
  const goesOn = (all) => all < TOO_MUCH_MS && (spent.length < FEW || (all < ENOUGH_MS && spent.length < MANY));
  for (let all = 0; goesOn(all); all += spent.at(-1)) {
    const start = process.cpuUsage();
    await layout(cards);
    const { user, system } = process.cpuUsage(start);
    spent.push((user + system) / 1000);
  }
  console.log(median(spent));
}

/** Runs a command; its last number, or why there is none. */
function run(command, words) {
  const ran = spawnSync(command, words, { encoding: "utf8", timeout: LIMIT_S * 1000, killSignal: "SIGKILL" });
  if (ran.error?.code === "ETIMEDOUT") return `over ${LIMIT_S} s`;
  const figure = Number.parseFloat(ran.stdout);
  if (ran.status === 0 && Number.isFinite(figure)) return figure;
  if (/call stack/.test(ran.stderr)) return "stack overflow";
  if (/heap out of memory|OutOfMemory|bad_alloc/.test(ran.stderr)) return "out of memory";
  const last = ran.stderr.split("\n").find((line) => /error/i.test(line))?.trim().slice(0, 60);
  return last ?? `ended with ${ran.signal ?? ran.status}`;
}

/** Graphviz as a program: it reads and writes text, which counts. */
function dot(file) {
  const { parent, width, height } = read(file);
  const lines = [`digraph { nodesep=${BESIDE / 72}; ranksep=${BELOW / 72}; node [shape=box fixedsize=true label=""];`];
  parent.forEach((above, at) => {
    lines.push(`${at} [width=${width[at] / 72} height=${height[at] / 72}];`);
    if (at > 0) lines.push(`${above} -> ${at};`);
  });
  lines.push("}");
  writeFileSync(`${file}.dot`, lines.join("\n"));
  // A little longer than our own limit, which is the one that is told.
  const timed = `TIMEFORMAT="%3U %3S"; { time timeout -s KILL ${LIMIT_S + 2} dot -Tplain -o /dev/null "$0" ` +
    `2>"$0.log" || echo "error: $(tail -1 "$0.log" | cut -c -50)" >&2; } 2>"$0.time"; cat "$0.time" >&2; ` +
    `! grep -q error "$0.time" && awk '{ print ($1 + $2) * 1000 }' "$0.time"`;
  return run("bash", ["-c", timed, `${file}.dot`]);
}

function version(name) {
  const folder = { dagre: "@dagrejs/dagre" }[name] ?? name.split(" ")[0];
  return JSON.parse(readFileSync(`node_modules/${folder}/package.json`, "utf8")).version;
}

function table(bench, sizes) {
  const rows = [
    [`Twintrack ${process.env.TWINTRACK}, tidy tree`, (people) => run(bench, ["--only", "tree", people])],
    [`Twintrack ${process.env.TWINTRACK}, tracks`, (people) => run(bench, ["--only", "tracks", people])],
    [`tidy-tree ${process.env.TIDY_TREE} (Rust)`, (people) => run(bench, ["--only", "crate", people])],
  ];
  for (const name of Object.keys(layouts)) {
    const words = ["--max-old-space-size=6144", import.meta.filename, "--one", name];
    rows.push([`${name.replace(" ", ` ${version(name)}, `)}${name.includes(" ") ? "" : ` ${version(name)}`}`,
      (people) => run(process.execPath, [...words, `${people}.tree`])]);
  }
  const graphviz = spawnSync("dot", ["-V"], { encoding: "utf8" }).stderr?.match(/version (\S+)/)?.[1];
  if (graphviz) rows.push([`Graphviz ${graphviz}, dot`, (people) => dot(`${people}.tree`)]);

  console.log(`| layout | ${sizes.map((people) => `${Number(people).toLocaleString("en")} people`).join(" | ")} |`);
  console.log(`|---|${"---:|".repeat(sizes.length)}`);
  const own = {};
  rows.forEach(([name, measured], row) => {
    let failed = false;
    const cells = sizes.map((people) => {
      if (failed) return "–";
      const figure = measured(people);
      if (typeof figure === "string") {
        failed = true;
        return figure;
      }
      if (row === 0) own[people] = figure;
      const digits = figure < 10 ? 2 : figure < 100 ? 1 : 0;
      return `${figure.toFixed(digits)} ms` + (row === 0 ? "" : ` (× ${(figure / own[people]).toPrecision(2) * 1})`);
    });
    console.log(`| ${name} | ${cells.join(" | ")} |`);
  });
  console.log(`\nNode ${process.version}.`);
}

const [first, ...rest] = process.argv.slice(2);
await (first === "--one" ? one(...rest) : table(first, rest));
