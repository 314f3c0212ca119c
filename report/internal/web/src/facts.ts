// The form of the facts: what was measured and what mechanisms declare. Package facts of the report writes them, and
// says there what each field means.

/** A figure: the median over samples and its 95 % interval. 0 is no figure, [v] an interval of one point. */
export type Value = 0 | [mid: number] | [mid: number, low: number, high: number];

export interface Figures {
  /** Samples. */
  n: number;
  /**
   * The columns of which fewer than 6 samples have a figure: low and high are their extremes, not an interval. The
   * value is the factor by which the figure may lie beyond them.
   */
  x?: Record<number, number>;
  /** The rate was not held by every sample: there are no latencies. */
  u?: boolean;
  /** Several ops shared a reading of the clock: quantiles are those of means. */
  h?: boolean;
  /** Of each column of the machine in turn. */
  v: Value[];
}

export interface Cell {
  p: string; // pattern
  m: string; // mechanism
  w: string; // wait
  a: string; // place
  s: number; // size of a message, in bytes
  o: string; // scope
  k?: Record<string, string>; // other keys of the name
  r?: number; // messages due a second
  f: Record<string, Figures>; // by state
}

export interface Machine {
  name: string;
  settings: [string, string][];
  between: boolean;
  files: string[];
  dates: [string, string];
  states: string[];
  columns: string[];
  cells: Cell[];
  /** Why a mechanism of which nothing was measured was skipped. */
  skips?: Record<string, string>;
}

export interface Mechanism {
  name: string;
  family: string;
  moves: string;
  provider: string;
  scopes: string[];
  direction: string;
  relation: string;
  waits: string[];
  copies: number;
  more?: boolean; // it may be more copies than these
  messages: "stream" | "messages" | "number";
  largest: number;
  limitedBy: string;
  needs: string;
  crosses: string[][] | null;
  over?: string;
  /** The traits that are not said of it. */
  unsaid?: string[];
}

export interface Facts {
  version: number;
  mechanisms: Mechanism[];
  machines: Machine[];
}

/** Tells whether low and high of a column are the extremes of samples that are too few for an interval. */
export function few(machine: Machine, figures: Figures | undefined, column: string): boolean {
  return allowance(machine, figures, column) > 1;
}

/** The factor by which a column's figure may lie beyond low and high: 1 if they are an interval. */
export function allowance(machine: Machine, figures: Figures | undefined, column: string): number {
  return figures?.x?.[machine.columns.indexOf(column)] ?? 1;
}

/** The figure of a cell in a state, in one of the machine's columns; undefined if there is none. */
export function figure(machine: Machine, figures: Figures | undefined, column: string): Exclude<Value, 0> | undefined {
  const value = figures?.v[machine.columns.indexOf(column)];
  return value === 0 ? undefined : value; // 0 is no figure
}
