// The engine that answers questions. The report runs it in Go (package choose), the page in the browser: there is no
// other definition of what an answer is.

import { Facts, Machine } from "./facts";
import { Estimate, Found, Gap, closed, known, open } from "./interpolate";
import { Preference, Question } from "./question";
import { Unfit, burden, unfit } from "./traits";
import { Way, waysOf } from "./ways";

/** A bound that a figure must keep. */
export type Bound = "maxCores" | "p50" | "p99" | "throughput";

/** A bound that is not kept, by a factor above 1. */
export interface Exceeded {
  bound: Bound;
  limit: number;
  figure: Estimate;
  by: number;
}

/** A figure that a bound or the ranking takes and that is not there. */
export interface Missing {
  bound: Bound | "load" | Preference;
  gap: Gap;
}

/** One way to hand over messages, with its figures and whether it does. */
export interface Row {
  mechanism: string;
  wait: string;
  spin: string;
  figures: { p50: Found; p99: Found; cores: Found; throughput: Found };
  burden: number;
  /** Some bound lies within the interval of its figure: whether it is kept is not certain. */
  uncertain: boolean;
  /** It is not told apart from the first row by what is preferred. */
  tied: boolean;
  unfit: Unfit[];
  exceeded: Exceeded[];
  missing: Missing[];
}

/** The answer to a question on one machine. */
export interface Answer {
  state: string;
  /** What does, best first. */
  fits: Row[];
  /** What would do but for one or more figures, nearest first. */
  misses: Row[];
  /** What is not known to do, since something was not measured. */
  unknown: Row[];
  /** What its traits rule out. */
  unfit: Row[];
  /** Commands that measure what is not known. */
  commands: string[];
}

/** Answers a question about one of the machines of the facts. */
export function ask(facts: Facts, q: Question): Answer {
  const machine = facts.machines[q.machine];
  if (!machine) {
    throw new Error(`there is no machine ${q.machine}`);
  }
  const state = q.state ?? machine.states[0] ?? "";
  const answer: Answer = { state, fits: [], misses: [], unknown: [], unfit: [], commands: [] };
  for (const way of waysOf(facts, machine, q.place, q.scope)) {
    const row = judge(machine, way, state, q);
    if (row.unfit.length > 0) {
      answer.unfit.push(row);
    } else if (row.exceeded.length > 0 || row.missing.some((m) => m.gap.why === "missed")) {
      answer.misses.push(row);
    } else if (row.missing.length > 0) {
      answer.unknown.push(row);
    } else {
      answer.fits.push(row);
    }
  }
  rank(answer.fits, q.prefer);
  stable(answer.misses, (a, b) => distance(a) - distance(b));
  answer.commands = commandsFor(answer.unknown, q);
  return answer;
}

/** Judges one way. */
function judge(machine: Machine, way: Way, state: string, q: Question): Row {
  const m = way.mechanism;
  const size = m.messages === "number" && q.size <= 8 ? 8 : q.size;
  const of = (column: string, pattern: string) => closed(machine, way.cells, pattern, state, column, size);
  const paced = (column: string) => open(machine, way.cells, state, column, size, q.rate!);
  const figures = q.rate
    ? { p50: paced("p50-ns"), p99: paced("p99-ns"), cores: paced("recv-cores"), throughput: of("MB/s", "Throughput") }
    : { p50: of("p50-ns", "Latency"), p99: of("p99-ns", "Latency"), cores: of("cores", "Latency"),
        throughput: of("MB/s", "Throughput") };
  const row: Row = {
    mechanism: m.name, wait: way.wait, spin: way.spin, figures, burden: burden(m, way.wait), uncertain: false,
    tied: false, unfit: unfit(m, way.wait, q), exceeded: [], missing: [],
  };
  if (row.unfit.length > 0) {
    return row;
  }
  check(row, "maxCores", figures.cores, q.maxCores, false);
  check(row, "p50", figures.p50, q.p50, false);
  check(row, "p99", figures.p99, q.p99, false);
  check(row, "throughput", figures.throughput, q.throughput, true);
  // Whatever else is asked, the load itself must have been measured.
  const load = q.rate ? figures.cores : figures.p50;
  if (!known(load) && !isReadings(load) && row.missing.length === 0) {
    row.missing.push({ bound: "load", gap: load });
  }
  // What is preferred must be known too, unless the messages were too few for it.
  const preferred = objective(row, q.prefer);
  if (row.missing.length === 0 && preferred && !known(preferred) && !isReadings(preferred)) {
    row.missing.push({ bound: q.prefer, gap: preferred });
  }
  return row;
}

/** Holds a figure against a bound. */
function check(row: Row, bound: Bound, figure: Found, limit: number | undefined, atLeast: boolean): void {
  if (limit === undefined) {
    return;
  }
  if (!known(figure)) {
    row.missing.push({ bound, gap: figure });
    return;
  }
  const by = atLeast ? limit / figure.mid : figure.mid / limit;
  if (by > 1) {
    row.exceeded.push({ bound, limit, figure, by });
  } else if (atLeast ? figure.low < limit : figure.high > limit) {
    row.uncertain = true;
  }
}

/** The figure by which a preference ranks; undefined if it ranks by traits. */
function objective(row: Row, prefer: Preference): Found | undefined {
  return prefer === "simplicity" ? undefined : row.figures[prefer];
}

/** Tells whether too few messages were measured for a quantile. */
function isReadings(f: Found): boolean {
  return !known(f) && f.why === "readings";
}

/** Puts rows in order, the best first; those that keep every bound for certain come before those that may not. */
function rank(rows: Row[], prefer: Preference): void {
  stable(rows, (a, b) => {
    if (a.uncertain !== b.uncertain) {
      return a.uncertain ? 1 : -1;
    }
    const traits = prefer === "simplicity" ? a.burden - b.burden : 0;
    return traits || byFigure(a, b, prefer === "simplicity" ? "p99" : prefer);
  });
  const best = rows[0];
  for (const row of rows.slice(1)) {
    row.tied = best !== undefined && alike(row, best, prefer);
  }
}

/** Compares rows by a figure; those that have none come last, by their p50. */
function byFigure(a: Row, b: Row, by: Exclude<Preference, "simplicity">): number {
  const value = (f: Found) => (!known(f) ? Infinity : by === "throughput" ? -f.mid : f.mid);
  return difference(value(a.figures[by]), value(b.figures[by])) ||
    difference(value(a.figures.p50), value(b.figures.p50));
}

/** Tells whether a row is not told apart from another by what is preferred. */
function alike(row: Row, other: Row, prefer: Preference): boolean {
  if (prefer === "simplicity") {
    return row.burden === other.burden;
  }
  const [a, b] = [objective(row, prefer), objective(other, prefer)];
  return a !== undefined && b !== undefined && known(a) && known(b) && a.low <= b.high && a.high >= b.low;
}

/** Compares numbers of which both may be infinite. */
function difference(a: number, b: number): number {
  return a === b ? 0 : a - b;
}

/** Sorts without changing the order of equals, in every engine. */
function stable(rows: Row[], compare: (a: Row, b: Row) => number): void {
  const order = new Map(rows.map((row, i) => [row, i]));
  rows.sort((a, b) => compare(a, b) || order.get(a)! - order.get(b)!);
}

/**
 * How far a row is from what was asked for: the factor of the bound that it exceeds most. To miss the rate is furthest.
 */
function distance(row: Row): number {
  if (row.missing.some((m) => m.gap.why === "missed")) {
    return Number.MAX_VALUE;
  }
  return Math.max(...row.exceeded.map((e) => e.by));
}

/** The commands that measure what is missing: one for the load, and one for streams if that is what is missing. */
function commandsFor(rows: Row[], q: Question): string[] {
  const commands: string[] = [];
  const load = rows.filter((r) => r.missing.some((m) => m.bound !== "throughput"));
  const stream = rows.filter((r) => r.missing.some((m) => m.bound === "throughput"));
  if (load.length > 0) {
    const pattern = q.rate ? "Paced" : "Latency";
    commands.push(command(pattern, load, q) + (q.rate ? ` -ipc.rates=${q.rate}` : ""));
  }
  if (stream.length > 0) {
    commands.push(command("Throughput", stream, q));
  }
  return commands;
}

function command(pattern: string, rows: Row[], q: Question): string {
  const set = (of: (r: Row) => string) => [...new Set(rows.map(of))].filter((v) => v !== "").join(",");
  const spins = set((r) => r.spin);
  return `go test -run '^$' -bench '^Benchmark${pattern}$' -count 6 -ipc.mechs=${set((r) => r.mechanism)}` +
    ` -ipc.waits=${set((r) => r.wait)} -ipc.places=${q.place} -ipc.sizes=${q.size}` +
    (q.scope === "host" ? " -ipc.scopes=host" : "") + (spins ? ` -ipc.spin=${spins}` : "");
}
