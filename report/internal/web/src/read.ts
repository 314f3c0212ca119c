/**
 * Quantities as people write them: 2KiB, 20k, 200us. Each reader gives undefined for what is none. The command line of
 * report choose reads all text as the same value, or refuses it as well.
 */

/** The value of a number with a unit in any case behind it, from least to most. */
function number(text: string, units: Record<string, number>, least: number, most: number): number | undefined {
  const found = /^ *([0-9]+|[1-9][0-9]{0,2}(?:,[0-9]{3})+)?(\.[0-9]+)?([eE][0-9]{1,2})? *([a-zA-Zµμ/%]*) *$/.exec(text);
  if (!found || !(found[1] || found[2])) {
    return undefined;
  }
  const digits = (found[1] ?? "").replace(/,/g, "") + (found[2] ?? "") + (found[3] ?? "");
  const name = found[4].toLowerCase().replace("μ", "µ");
  const value = name in units ? Number(digits) * units[name] : NaN;
  return value >= least && value <= most ? value : undefined;
}

/** A value that is a whole number, but for what its multiplication with a unit loses. */
function whole(value: number | undefined): number | undefined {
  return value !== undefined && Math.abs(value - Math.round(value)) <= 1e-14 * value ? Math.round(value) : undefined;
}

const bytes = {
  "": 1, b: 1, bytes: 1, k: 2 ** 10, m: 2 ** 20, g: 2 ** 30, kib: 2 ** 10, mib: 2 ** 20, gib: 2 ** 30, kb: 1e3, mb: 1e6,
  gb: 1e9,
};

/** A size in bytes, a whole number of them. */
export function size(text: string): number | undefined {
  return whole(number(text, bytes, 1, 2 ** 40));
}

/** A whole number of messages a second. */
export function rate(text: string): number | undefined {
  return whole(number(text.replace(/ *(msg)?\/s *$/i, ""), { "": 1, k: 1e3, m: 1e6, g: 1e9 }, 1, 1e9));
}

/** A time in ns. */
export function duration(text: string): number | undefined {
  return number(text, { ns: 1, us: 1e3, µs: 1e3, ms: 1e6, s: 1e9 }, 1e-3, 1e12);
}

/** A share of a CPU. */
export function cores(text: string): number | undefined {
  return number(text, { "": 1, "%": 0.01 }, 1e-9, 1e4);
}

/** A throughput in MB/s, the unit of a number without one. */
export function throughput(text: string): number | undefined {
  const units = { "": 1, b: 1e-6, kb: 1e-3, mb: 1, gb: 1e3, kib: 0.001024, mib: 1.048576, gib: 1073.741824 };
  return number(text.replace(/\/s *$/i, ""), units, 1e-6, 1e9);
}

/** A whole number, or none at all. */
export function plain(text: string): number | undefined {
  return whole(number(text, { "": 1 }, 0, 1e9));
}
