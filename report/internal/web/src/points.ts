/** The points of charts and rows: figures of cells, chosen by what the reader picks. */

import { Cell, Machine, few, figure } from "./facts";
import { Known } from "./units";

/** What is picked. */
export interface Pick {
  mechanisms: readonly string[];
  waits: readonly string[];
  place: string;
  state: string;
}

/** A point of a chart: what a cell says. */
export interface Point extends Known {
  cell: Cell;
  /** Of which line it is. */
  line: string;
  x: number;
  n: number;
  /** With few samples: the interval is of extremes. */
  range: boolean;
}

/** The figure of a cell. */
export function known(machine: Machine, cell: Cell, state: string, column: string): Known | undefined {
  const value = figure(machine, cell.f[state], column) as number[] | undefined;
  if (value === undefined) {
    return undefined;
  }
  return value.length === 1
    ? { mid: value[0], low: value[0], high: value[0] }
    : { mid: value[0], low: value[1], high: value[2] };
}

/** The keys that do not set a cell apart from those that charts show: its rate is an axis. */
export function otherKeys(cell: Cell): string[] {
  return Object.entries(cell.k ?? {})
    .filter(([k]) => k !== "rate")
    .map(([k, v]) => `${k}=${v}`);
}

/** The name of a line. */
export function lineOf(cell: Cell): string {
  return [cell.m, cell.w, ...otherKeys(cell)].join(" ");
}

/** The cells of a pattern that are picked. With keys of their own only those of a wait that spins for a time are. */
export function cells(machine: Machine, pattern: string, pick: Pick): Cell[] {
  return machine.cells.filter(
    (c) =>
      c.p === pattern &&
      c.a === pick.place &&
      pick.mechanisms.includes(c.m) &&
      pick.waits.includes(c.w) &&
      c.f[pick.state] &&
      otherKeys(c).every((k) => k.startsWith("spin=")),
  );
}

/** The points of a column against what x says of a cell. */
export function points(
  machine: Machine,
  pattern: string,
  pick: Pick,
  column: string,
  x: (c: Cell) => number | undefined,
): Point[] {
  const list: Point[] = [];
  for (const cell of cells(machine, pattern, pick)) {
    const at = x(cell);
    const e = known(machine, cell, pick.state, column);
    if (at && e && e.mid > 0) {
      const of = cell.f[pick.state];
      const range = few(machine, of, column);
      list.push({ ...e, low: e.low > 0 ? e.low : e.mid, cell, line: lineOf(cell), x: at, n: of.n, range });
    }
  }
  return list.sort((a, b) => a.x - b.x);
}
