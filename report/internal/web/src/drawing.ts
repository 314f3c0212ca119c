/** One chart: lines or points on logarithmic axes, with intervals, names at the ends of lines, and figures on hover. */

import { Mark, dot, line, link, plot, pointer, text, tip } from "../vendor/plot.js";
import { color, dash, symbol } from "./looks";
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

/** The height that a chart of that many lines needs, so that the names at their ends do not overlap. */
function heightOf(width: number, lines: number): number {
  return Math.max(width < 480 ? 300 : 400, 90 + 14 * lines);
}

/** A logarithmic domain around values; undefined if there is none. */
export function domain(values: number[], pad: number): [number, number] {
  const low = Math.min(...values);
  const high = Math.max(...values);
  const more = Math.pow(high / low, pad) * 1.15;
  return [low / more, high * more];
}

/** What a tip says of a point. */
function told(c: Chart, p: Point): string {
  const few = p.range ? t("extremes of %s samples", p.n) : t("95 % interval, %s samples", p.n);
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
  const right = named ? 20 + 6.6 * longest : 16;
  const height = heightOf(width, named && !c.across ? lines.size : 0);
  const of = (p: Point) => color(p.cell.m);
  const marks: Mark[] = [];
  if (c.across) {
    marks.push(
      link(c.points, {
        x1: (p) => c.across!(p)[0],
        x2: (p) => c.across!(p)[1],
        y1: "mid",
        y2: "mid",
        stroke: of,
        strokeOpacity: 0.6,
      }),
    );
  } else {
    for (const wait of new Set(c.points.map((p) => p.cell.w))) {
      const own = c.points.filter((p) => p.cell.w === wait);
      const dashes = dash(wait);
      marks.push(
        line(own, {
          x: "x",
          y: "mid",
          z: "line",
          stroke: of,
          strokeWidth: 1.5,
          ...(dashes ? { strokeDasharray: dashes } : {}),
        }),
      );
    }
  }
  marks.push(
    link(c.points, { x1: "x", x2: "x", y1: "low", y2: "high", stroke: of, strokeOpacity: 0.6 }),
    dot(c.points, {
      x: "x",
      y: "mid",
      symbol: (p) => symbol(p.cell.m),
      fill: of,
      stroke: "var(--paper)",
      strokeWidth: 0.5,
      r: 4.5,
    }),
  );
  if (named) {
    const inner = height - margin.top - margin.bottom;
    const ends = [...lines.values()].map((all) => all[all.length - 1]);
    const at = spread(
      ends.map((p) => toPixel(p.mid, c.y.domain, inner)),
      13,
      inner,
    );
    const labels = ends.map((p, i) => ({ p, y: toValue(at[i], c.y.domain, inner) }));
    const xOf = c.across ? (l: { p: Point }) => l.p.x : () => c.x.domain[1];
    marks.push(
      text(labels, {
        x: xOf,
        y: c.across ? (l) => l.p.mid : "y",
        text: (l) => name(l.p),
        dx: 8,
        textAnchor: "start",
        fill: "var(--ink)",
        fontSize: 11,
      }),
    );
  }
  marks.push(
    tip(
      c.points,
      pointer({
        x: "x",
        y: "mid",
        title: (p: Point) => told(c, p),
        maxRadius: 60,
        fontSize: 12,
        lineHeight: 1.3,
        fill: "var(--paper)",
        stroke: "var(--faint)",
      }),
    ),
  );
  const axis = (a: Axis) => ({
    type: "log",
    domain: a.domain,
    label: a.label,
    labelArrow: "none",
    ticks: a.ticks,
    tickFormat: a.print,
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
    x: { ...axis(c.x), ticks: apart(c.x, width - margin.left - right, 46), tickSize: 4, labelAnchor: "center" },
    y: { ...axis(c.y), ticks: c.y.ticks ?? decades(c.y.domain, height), grid: true, tickSize: 0 },
    marks,
  });
  drawing.setAttribute("role", "img");
  return drawing;
}

/** Where a value lies, from the top. */
function toPixel(v: number, [low, high]: [number, number], height: number): number {
  return height * (1 - Math.log(v / low) / Math.log(high / low));
}

function toValue(pixel: number, [low, high]: [number, number], height: number): number {
  return low * Math.pow(high / low, 1 - pixel / height);
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

/** The ticks of an axis that stand far enough apart. */
function apart(a: Axis, width: number, gap: number): number[] | undefined {
  if (!a.ticks) {
    return decades(a.domain, width);
  }
  const kept: number[] = [];
  const at = (v: number) => (width * Math.log(v / a.domain[0])) / Math.log(a.domain[1] / a.domain[0]);
  for (const v of a.ticks) {
    if (kept.length === 0 || at(v) - at(kept[kept.length - 1]) >= gap) {
      kept.push(v);
    }
  }
  return kept;
}

/** Round values for ticks: powers of ten, with 2 and 5 times these where there is room. */
function decades([low, high]: [number, number], room: number): number[] {
  const span = Math.log10(high / low);
  const steps = room / span > 150 ? [1, 2, 5] : room / span > 80 ? [1, 3] : [1];
  const ticks: number[] = [];
  for (let e = Math.floor(Math.log10(low)); e <= Math.ceil(Math.log10(high)); e++) {
    for (const s of steps) {
      const v = s * Number("1e" + e);
      if (v >= low && v <= high) {
        ticks.push(v);
      }
    }
  }
  return ticks;
}
