/** One chart: lines or points on logarithmic axes, with intervals, names at the ends of lines, and figures on hover. */

import { Drawing, Mark, dot, line, link, plot, pointer, text, tip } from "../vendor/plot.js";
import { color, dash, filled, symbol } from "./looks";
import { Point } from "./points";
import { Unit, interval, printed } from "./units";
import { t } from "./words";

/** An axis: what it is called, where it begins and ends, what stands at its ticks. */
export interface Axis {
  label: string;
  ticks?: number[];
  domain: [number, number];
  print: (v: number) => string;
}

export interface Chart {
  title: string;
  points: Point[];
  x: Axis;
  y: Axis;
  /** Of values along y. */
  unit: Unit;
  /** What a tip says of x. */
  at: (p: Point) => string;
  /** Of a scatter: the interval along x. */
  across?: (p: Point) => [low: number, high: number];
  /** Names also say the wait. */
  waits: boolean;
}

const margin = { top: 24, bottom: 42, left: 66 };

/** How points are marked: by the mechanism's marker, filled or hollow by the wait. */
export function markerOf(ink: (p: Point) => string) {
  return {
    symbol: (p: Point) => symbol(p.cell.m),
    fill: (p: Point) => (filled(p.cell.w) ? ink(p) : "var(--paper)"),
    stroke: (p: Point) => (filled(p.cell.w) ? "var(--paper)" : ink(p)),
    strokeWidth: (p: Point) => (filled(p.cell.w) ? 0.5 : 1.2),
    r: 4.5,
  };
}

/** The height that a chart of that many lines needs, so that the names at their ends do not overlap. */
function heightOf(width: number, lines: number): number {
  return Math.max(width < 480 ? 300 : 400, 90 + 15 * lines);
}

/** A logarithmic domain around values; undefined if there is none. */
export function domain(values: number[], pad: number): [number, number] {
  const low = Math.min(...values);
  const high = Math.max(...values);
  const more = Math.pow(high / low, pad) * 1.15;
  return [low / more, high * more];
}

/** What a tip says of a point. */
export function told(c: Chart, p: Point): string {
  if (p.n === 1) {
    return `${p.line}\n${c.at(p)}\n${printed(c.unit, p)}\n${t("one sample")}`;
  }
  const few = p.range ? t("extremes of %s samples", p.n) : t("95 %% interval, %s samples", p.n);
  return `${p.line}\n${c.at(p)}\n${printed(c.unit, p)}\n${interval(c.unit, p)} (${few})`;
}

/** Draws a chart as wide as there is room. */
export function draw(c: Chart, width: number): Element {
  const lines = new Map<string, Point[]>();
  for (const p of c.points) {
    lines.set(p.line, [...(lines.get(p.line) ?? []), p]);
  }
  const named = width >= 560;
  const name = (p: Point) => (c.waits ? p.line : p.cell.m);
  const longest = Math.max(0, ...[...lines.values()].map(([p]) => name(p).length));
  const right = named ? 30 + 7 * longest : 16;
  const height = heightOf(width, named ? lines.size : 0);
  // Scales are linear, of logarithms: on logarithmic ones the library leaves out names of ticks of our own.
  const xOf = (p: Point) => Math.log(p.x);
  const yOf = (p: Point) => Math.log(p.mid);
  const low = (p: Point) => Math.log(p.low);
  const high = (p: Point) => Math.log(p.high);
  const ink = (p: Point) => color(p.cell.m);
  const faint = { stroke: ink, strokeOpacity: 0.6 };
  const marks: Mark[] = [link(c.points, { x1: xOf, x2: xOf, y1: low, y2: high, ...faint })];
  if (c.across) {
    const across = (i: 0 | 1) => (p: Point) => Math.log(c.across!(p)[i]);
    marks.push(link(c.points, { x1: across(0), x2: across(1), y1: yOf, y2: yOf, ...faint }));
  } else {
    for (const wait of new Set(c.points.map((p) => p.cell.w))) {
      const own = c.points.filter((p) => p.cell.w === wait);
      const dashed = dash(wait);
      const dashes = dashed ? { strokeDasharray: dashed } : {};
      marks.push(line(own, { x: xOf, y: yOf, z: "line", stroke: ink, strokeWidth: 1.5, ...dashes }));
    }
  }
  const marker = markerOf(ink);
  marks.push(dot(c.points, { x: xOf, y: yOf, ...marker }));
  if (named) {
    const inner = height - margin.top - margin.bottom;
    const ends = [...lines.values()].map((all) => all[all.length - 1]);
    const [from, to] = c.y.domain.map(Math.log);
    const at = spread(
      ends.map((p) => inner * (1 - (yOf(p) - from) / (to - from))),
      14,
      inner,
    );
    const y = (_: Point, i: number) => to - ((to - from) * at[i]) / inner;
    const x = () => Math.log(c.x.domain[1]);
    marks.push(
      dot(ends, { x, y, ...marker, dx: 10 }),
      text(ends, { x, y, text: name, dx: 19, textAnchor: "start", fill: "var(--ink)", fontSize: 12 }),
    );
  }
  const box = {
    maxRadius: 60,
    fontSize: 12,
    lineWidth: 40,
    lineHeight: 1.3,
    fill: "var(--paper)",
    stroke: "var(--faint)",
  };
  marks.push(tip(c.points, pointer({ x: xOf, y: yOf, title: (p: Point) => told(c, p), ...box })));
  const axis = (a: Axis, room: number, gap: number) => ({
    domain: a.domain.map(Math.log),
    label: a.label,
    labelArrow: "none",
    ticks: ticksOf(a, room, gap).map(Math.log),
    tickFormat: (v: number) => tick(a, v),
  });
  const drawing = plot({
    width,
    height,
    marginTop: margin.top,
    marginBottom: margin.bottom,
    marginLeft: margin.left,
    marginRight: right,
    ariaLabel: c.title,
    style: { fontSize: "12px", background: "none", overflow: "visible" },
    x: { ...axis(c.x, width - margin.left - right, 46), tickSize: 4, labelAnchor: "center" },
    y: { ...axis(c.y, height - margin.top - margin.bottom, 24), grid: true, tickSize: 0 },
    marks,
  });
  return labelled(drawing);
}

/** Makes a drawing an image that has a name: the names that the library gives its layers may not be within one. */
export function labelled(drawing: Drawing): Element {
  drawing.setAttribute("role", "img");
  for (const layer of drawing.querySelectorAll("g[aria-label]")) {
    layer.setAttribute("data-layer", layer.getAttribute("aria-label")!);
    layer.removeAttribute("aria-label");
  }
  return drawing;
}

/** What stands at a tick of which the axis has the logarithm: "2 µs" instead of "2.00 µs". */
export function tick(a: Axis, logarithm: number): string {
  const value = Number(Math.exp(logarithm).toPrecision(9));
  const printed = a.print(value);
  // A tick is exact, however small: not "<0.01".
  return printed.startsWith("<") ? String(value) : printed.replace(/\.0+(?= |$)|(\.\d*[1-9])0+(?= |$)/, "$1");
}

/** Moves places apart, as little as it takes, so that no two are nearer than gap, and all within height. */
function spread(places: number[], gap: number, height: number): number[] {
  const order = places.map((_, i) => i).sort((a, b) => places[a] - places[b]);
  const out = [...places];
  // Groups of names that touch, each with its middle where that of its places is.
  const groups: { members: number[]; middle: number }[] = [];
  for (const i of order) {
    groups.push({ members: [i], middle: places[i] });
    for (let last = groups.length - 1; last > 0; last--) {
      const [a, b] = [groups[last - 1], groups[last]];
      if (b.middle - a.middle >= (gap * (a.members.length + b.members.length)) / 2) {
        break;
      }
      const members = [...a.members, ...b.members];
      const middle = members.reduce((sum, m) => sum + places[m], 0) / members.length;
      const half = (gap * (members.length - 1)) / 2;
      groups.splice(last - 1, 2, { members, middle: Math.min(Math.max(middle, half), height - half) });
    }
  }
  for (const g of groups) {
    g.members.forEach((m, k) => (out[m] = g.middle + gap * (k - (g.members.length - 1) / 2)));
  }
  return out;
}

/** The ticks of an axis that stand far enough apart: its own, or round values. */
export function ticksOf(a: Axis, room: number, gap: number): number[] {
  const at = (v: number) => (room * Math.log(v / a.domain[0])) / Math.log(a.domain[1] / a.domain[0]);
  const kept: number[] = [];
  for (const v of a.ticks ?? roundValues(a.domain, room, gap)) {
    if (kept.length === 0 || at(v) - at(kept[kept.length - 1]) >= gap) {
      kept.push(v);
    }
  }
  return kept;
}

/** Round values: powers of ten, with multiples of these where there is room. */
function roundValues([low, high]: [number, number], room: number, gap: number): number[] {
  const decade = room / Math.log10(high / low);
  const fits = (steps: number[]) => steps.every((s, i) => decade * Math.log10((steps[i + 1] ?? 10) / s) > gap);
  const fine = [1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 8];
  const steps = [fine, [1, 1.5, 2, 3, 4, 5, 7], [1, 2, 3, 5, 7], [1, 2, 5], [1, 3]].find(fits) ?? [1];
  const ticks: number[] = [];
  for (let e = Math.floor(Math.log10(low)); e <= Math.ceil(Math.log10(high)); e++) {
    ticks.push(...steps.map((s) => Number((s * Number("1e" + e)).toPrecision(3))).filter((v) => v >= low && v <= high));
  }
  return ticks;
}
