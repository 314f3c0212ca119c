// The engine that answers questions. The report runs it in Go (package choose), the page in the browser: there is no
// other definition of what an answer is.

import { Facts, Machine } from "./facts";
import { Estimate, Found, Gap, Trait, closed, known, open } from "./interpolate";
import { Preference, Question } from "./question";
import * as traits from "./traits";
import { Unfit, burden } from "./traits";
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
  bound: Bound | "load" | Preference | Trait;
  gap: Gap;
}

/** One way to hand over messages, with its figures and whether it does. */
export interface Row {
  mechanism: string;
  wait: string;
  spin: string;
  figures: { p50: Found; p99: Found; cores: Found; throughput: Found };
  burden: number;
  /** Whether a bound is kept is not certain: it lies where its figure may be. */
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
  for (const way of waysOf(facts, machine, q.place, q.scope, q.waits)) {
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
  answer.commands = commandsFor(answer.unknown, machine, q);
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
  const { unfit, unsaid } = traits.judge(m, way.wait, q);
  const row: Row = {
    mechanism: m.name, wait: way.wait, spin: way.spin, figures, burden: burden(m, way.wait), uncertain: false,
    tied: false, unfit, exceeded: [], missing: [],
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
  const reason = way.cells.length === 0 ? machine.skips?.[m.name] : undefined;
  if (reason !== undefined) {
    row.missing = row.missing.map((x) => (x.gap.why === "none" ? { ...x, gap: { why: "skipped", reason } } : x));
  }
  row.missing.push(...unsaid.map((trait): Missing => ({ bound: trait, gap: { why: "unsaid", trait } })));
  if (q.prefer === "simplicity" && m.unsaid?.length) {
    row.missing.push({ bound: "simplicity", gap: { why: "unsaid", trait: "simplicity" } });
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
  } else if (atLeast ? figure.sure[0] < limit : figure.sure[1] > limit) {
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
  if (a === undefined || b === undefined || !known(a) || !known(b)) {
    return false;
  }
  return a.sure[0] <= b.sure[1] && a.sure[1] >= b.sure[0];
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

/** Tells whether a benchmark can close a gap. */
function measurable(g: Gap): boolean {
  return g.why !== "unsaid" && g.why !== "skipped";
}

/** The commands that measure what is missing, and nothing else. */
function commandsFor(rows: Row[], machine: Machine, q: Question): string[] {
  const lacks = (stream: boolean) => (r: Row) =>
    r.missing.some((m) => measurable(m.gap) && (m.bound === "throughput") === stream);
  return [
    ...commands(q.rate ? "Paced" : "Latency", rows.filter(lacks(false)), machine, q),
    ...commands("Throughput", rows.filter(lacks(true)), machine, q),
  ];
}

/** One command for all mechanisms that lack the same waits. */
function commands(pattern: string, rows: Row[], machine: Machine, q: Question): string[] {
  const waits = new Map<string, Row[]>();
  for (const row of rows) {
    const id = `${row.spin} ${row.mechanism}`;
    waits.set(id, [...(waits.get(id) ?? []), row]);
  }
  const together = new Map<string, string[]>();
  for (const [first, ...rest] of waits.values()) {
    const flags = (first.spin ? ` -ipc.spin=${word(first.spin)}` : "") + // hybrid's alone
      ` -ipc.waits=${word([first, ...rest].map((r) => r.wait).join(","))}`;
    together.set(flags, [...(together.get(flags) ?? []), first.mechanism]);
  }
  return [...together].map(([flags, names]) =>
    `go test -run '^$' -bench '^Benchmark${pattern}$' -count 6 -ipc.mechs=${word(names.join(","))}${flags}` +
    ` -ipc.places=${word(q.place)} -ipc.sizes=${q.size}` + (pattern === "Paced" ? ` -ipc.rates=${q.rate}` : "") +
    hosts(machine, q));
}

/** The flags that put the ends on the two hosts of a machine. */
function hosts(machine: Machine, q: Question): string {
  if (q.scope !== "host") {
    return "";
  }
  const other = machine.settings.find(([key]) => key === "host-b")?.[1] ?? "NAME";
  const spaces = "a network namespace of this machine";
  const weather = other.slice(spaces.length).replace(" Gb/s", "gbit").replace(" %", "%").replace(/, (\w+) /g, ",$1=");
  return " -ipc.scopes=host -ipc.host=" + word(other.startsWith(spaces) ? `netns${weather}` : `ssh://${other}`);
}

/** A word of a command line: what the shell would take for something else is quoted. */
function word(text: string): string {
  return /^[\w.,:/%@+=-]+$/.test(text) ? text : `'${text.replace(/'/g, "'\\''")}'`;
}
