// Figures between measured ones: on a straight line between their neighbours, on logarithmic scales, as costs go by
// powers of size and rate within a range. Nothing is ever told beyond what was measured.

import { Cell, Figures, Machine, allowance, figure } from "./facts";

/** A figure that answers a question. */
export interface Estimate {
  mid: number;
  low: number;
  high: number;
  /** It lies between measured ones. */
  interpolated: boolean;
  /** Low and high are, at least in part, extremes of few samples instead of an interval. */
  range: boolean;
  /** Between these the figure is for certain: the interval, or the range of few samples, widened. */
  sure: [low: number, high: number];
}

/** Why there is no figure. */
export type Gap =
  | { why: "none" } // nothing of the kind was measured
  | { why: "skipped"; reason: string } // nor can it be, for this reason
  | { why: "outside"; axis: "size" | "rate"; least: number; most: number } // only between these
  | { why: "edge"; axis: "size" | "rate"; held: number; missed: number } // the rate is held at one, not at the other
  | { why: "missed"; rate: number } // a rate that is no higher was not held
  | { why: "readings" } // too few messages for this quantile
  | { why: "unsaid"; trait: Trait | "simplicity" }; // what is asked of a mechanism is not said of it

/** What is asked of a mechanism, whatever was measured. */
export type Trait =
  | "scope" | "relation" | "direction" | "provider" | "wait" | "messages" | "copies" | "largest" | "containers"
  | "needs";

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
  const below = points.filter((p) => p.x <= x * (1 + same)).sort((a, b) => b.x - a.x)[0];
  const above = points.filter((p) => p.x >= x * (1 - same)).sort((a, b) => a.x - b.x)[0];
  if (!below || !above) {
    const xs = points.map((p) => p.x);
    if (xs.length === 0) {
      return { why: "none" };
    }
    return { why: "outside", axis, least: Math.min(...xs), most: Math.max(...xs) };
  }
  const [from, to] = [below.found, above.found];
  if (!known(from) || below === above) {
    return from;
  }
  if (!known(to)) {
    return to;
  }
  const share = Math.log(x / below.x) / Math.log(above.x / below.x);
  return {
    mid: between(from.mid, to.mid, share), low: between(from.low, to.low, share),
    high: between(from.high, to.high, share), interpolated: true, range: from.range || to.range,
    sure: [between(from.sure[0], to.sure[0], share), between(from.sure[1], to.sure[1], share)],
  };
}

/** Within which part of itself a size or rate is the same: that of a share is not a round number. */
const same = 1e-6;

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
  const [mid, low = mid, high = mid] = value;
  const by = allowance(machine, figures, column);
  return { mid, low, high, interpolated: false, range: by > 1, sure: [low / by, high * by] };
}

/** The figure of a closed loop, such as a round trip, at a size. */
export function closed(
  machine: Machine, cells: Cell[], pattern: string, state: string, column: string, size: number,
): Found {
  const points: Point[] = [];
  for (const c of cells) {
    const figures = c.f[state];
    if (c.p === pattern && figures) {
      points.push({ x: c.s, found: measured(machine, figures, column) });
    }
  }
  return at(points, size, "size");
}

/** The figure of an open loop at a size and a rate. */
export function open(
  machine: Machine, cells: Cell[], state: string, column: string, size: number, rate: number,
): Found {
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
  const points: Point[] = [];
  for (const c of cells) {
    const [rate, figures] = [c.r, c.f[state]];
    if (rate && figures) {
      points.push({ x: rate, found: figures.u ? { why: "missed", rate } : measured(machine, figures, column) });
    }
  }
  return upToEdge(points, rate, "rate", rate);
}

/**
 * The figure at x of points of which some did not hold the rate. One that did not, although a harder one beyond it did,
 * was disturbed: it does not count. Beyond the hardest that was held nothing is known, and from the first that was not
 * on the answer is no.
 */
function upToEdge(points: Point[], x: number, axis: "size" | "rate", rate: number): Found {
  const exact = points.find((p) => Math.abs(p.x - x) <= same * x);
  if (exact) {
    return exact.found;
  }
  const isMissed = (p: Point) => !known(p.found) && p.found.why === "missed";
  const held = points.filter((p) => !isMissed(p));
  const top = Math.max(0, ...held.map((p) => p.x));
  const beyond = points.filter((p) => isMissed(p) && p.x > top);
  const missed = Math.min(Infinity, ...beyond.map((p) => p.x));
  if (missed < x) {
    return { why: "missed", rate: axis === "rate" ? missed : rate };
  }
  if (x > top && missed < Infinity) {
    return top > 0 ? { why: "edge", axis, held: top, missed } : { why: "outside", axis, least: missed, most: missed };
  }
  return at(held, x, axis);
}
