// Figures between measured ones. Costs of messages go by powers of their size and rate within a range, so that a figure
// lies on a straight line between its neighbours on logarithmic scales. Nothing is ever told beyond what was measured.

import { Cell, Figures, Machine, figure } from "./facts";

/** A figure that answers a question. */
export interface Estimate {
  mid: number;
  low: number;
  high: number;
  /** It lies between measured ones. */
  interpolated: boolean;
  /** Low and high are, at least in part, extremes of few samples instead of an interval. */
  range: boolean;
}

/** Why there is no figure. */
export type Gap =
  | { why: "none" } // nothing of the kind was measured
  | { why: "outside"; axis: "size" | "rate"; low: number; high: number } // only between low and high
  | { why: "edge"; axis: "size" | "rate"; held: number; missed: number } // the rate is held at one end, not at the other
  | { why: "missed"; rate: number } // a rate that is no higher was not held
  | { why: "readings" }; // too few messages for this quantile

export type Found = Estimate | Gap;

/** Tells whether there is a figure. */
export function known(f: Found): f is Estimate {
  return "mid" in f;
}

/** What was measured at some x: a figure, or why there is none. */
interface Point {
  x: number;
  found: Found;
}

/** The figure at x: that of a point, or one between the two points beside it. */
function at(points: Point[], x: number, axis: "size" | "rate"): Found {
  if (points.length === 0) {
    return { why: "none" };
  }
  const sorted = [...points].sort((a, b) => a.x - b.x);
  const exact = sorted.find((p) => Math.abs(p.x - x) <= 1e-6 * x);
  if (exact) {
    return exact.found;
  }
  const next = sorted.findIndex((p) => p.x > x);
  if (next <= 0) {
    return { why: "outside", axis, low: sorted[0].x, high: sorted[sorted.length - 1].x };
  }
  const [a, b] = [sorted[next - 1], sorted[next]];
  for (const one of [a, b]) {
    if (!known(one.found)) {
      return one.found;
    }
  }
  const [from, to] = [a.found as Estimate, b.found as Estimate];
  const share = Math.log(x / a.x) / Math.log(b.x / a.x);
  return {
    mid: between(from.mid, to.mid, share), low: between(from.low, to.low, share),
    high: between(from.high, to.high, share), interpolated: true, range: from.range || to.range,
  };
}

/** Between two values, on a logarithmic scale where both have a logarithm. */
function between(a: number, b: number, share: number): number {
  return a > 0 && b > 0 ? a * Math.pow(b / a, share) : a + (b - a) * share;
}

/** The figure of one cell. */
function measured(machine: Machine, figures: Figures, column: string): Found {
  const value = figure(machine, figures, column);
  if (value === undefined) {
    return column.startsWith("p") ? { why: "readings" } : { why: "none" };
  }
  const v = value as number[];
  const [mid, low, high] = v.length === 1 ? [v[0], v[0], v[0]] : v;
  return { mid, low, high, interpolated: false, range: figures.x === true };
}

/** The figure of a closed loop, such as a round trip, at a size. */
export function closed(machine: Machine, cells: Cell[], pattern: string, state: string, column: string, size: number): Found {
  const points: Point[] = [];
  for (const c of cells) {
    const figures = c.f[state];
    if (c.p === pattern && figures && !c.k) {
      points.push({ x: c.s, found: measured(machine, figures, column) });
    }
  }
  return at(points, size, "size");
}

/** The figure of an open loop at a size and a rate. */
export function open(machine: Machine, cells: Cell[], state: string, column: string, size: number, rate: number): Found {
  const sizes = new Map<number, Cell[]>();
  for (const c of cells) {
    if (c.p === "Paced" && c.r && c.f[state]) {
      sizes.set(c.s, [...(sizes.get(c.s) ?? []), c]);
    }
  }
  const points = [...sizes].map(([x, of]) => ({ x, found: atRate(machine, of, state, column, rate) }));
  return upToEdge(points, size, "size", rate);
}

/** The figure of one size at a rate. */
function atRate(machine: Machine, cells: Cell[], state: string, column: string, rate: number): Found {
  const points = cells.map((c) => {
    const figures = c.f[state];
    const found: Found = figures.u ? { why: "missed", rate: c.r! } : measured(machine, figures, column);
    return { x: c.r!, found };
  });
  return upToEdge(points, rate, "rate", rate);
}

/**
 * The figure at x of points of which some did not hold the rate. One that did not, although a harder one beyond it did,
 * was disturbed: it does not count. Beyond the hardest that was held nothing is known, and from the first that was not
 * on the answer is no.
 */
function upToEdge(points: Point[], x: number, axis: "size" | "rate", rate: number): Found {
  const exact = points.find((p) => Math.abs(p.x - x) <= 1e-6 * x);
  if (exact) {
    return exact.found;
  }
  const isMissed = (p: Point) => !known(p.found) && p.found.why === "missed";
  const held = points.filter((p) => !isMissed(p));
  const top = Math.max(0, ...held.map((p) => p.x));
  const missed = Math.min(Infinity, ...points.filter((p) => isMissed(p) && p.x > top).map((p) => p.x));
  if (missed < x) {
    return { why: "missed", rate: axis === "rate" ? missed : rate };
  }
  if (x > top && missed < Infinity) {
    return held.length > 0 ? { why: "edge", axis, held: top, missed } : { why: "outside", axis, low: missed, high: missed };
  }
  return at(held, x, axis);
}
