/**
 * Quantities as people write them: 2KiB, 20k, 200us. Each reader gives undefined for what is none. What report choose
 * takes on its command line they read as the same value; they also take what only a person would mean.
 */

function number(text: string, units: Record<string, number>): number | undefined {
  const found = /^([0-9]*\.?[0-9]+(?:e[0-9]+)?)\s*([a-zµμ/%]*)$/i.exec(text.trim().replace(/,(?=[0-9]{3}\b)/g, ""));
  const unit = found && units[found[2].toLowerCase().replace("μ", "µ")];
  const value = found && unit ? Number(found[1]) * unit : Infinity;
  return Number.isFinite(value) ? value : undefined; // 1e400 is no number either
}

/** A size in bytes, a whole number of them. */
export function size(text: string): number | undefined {
  const units = { "": 1, b: 1, kib: 2 ** 10, k: 2 ** 10, kb: 1e3, mib: 2 ** 20, m: 2 ** 20, mb: 1e6, gib: 2 ** 30 };
  const bytes = number(text, units);
  return bytes !== undefined && bytes >= 1 && Number.isInteger(bytes) ? bytes : undefined;
}

/** A number of messages a second. */
export function rate(text: string): number | undefined {
  const perSecond = number(text.replace(/\/s$/, ""), { "": 1, k: 1e3, m: 1e6, g: 1e9 });
  return perSecond !== undefined && perSecond > 0 ? perSecond : undefined;
}

/** A time in ns. Without a unit it is in µs. */
export function duration(text: string): number | undefined {
  const ns = number(text, { "": 1e3, ns: 1, us: 1e3, µs: 1e3, ms: 1e6, s: 1e9 });
  return ns !== undefined && ns > 0 ? ns : undefined;
}

/** A share of a CPU. */
export function cores(text: string): number | undefined {
  const n = number(text, { "": 1, "%": 0.01 });
  return n !== undefined && n > 0 ? n : undefined;
}

/** A throughput in MB/s. */
export function throughput(text: string): number | undefined {
  const n = number(text.replace(/\/s$/, ""), { "": 1, kb: 1e-3, mb: 1, gb: 1e3 });
  return n !== undefined && n > 0 ? n : undefined;
}

/** A number above 0. */
export function plain(text: string): number | undefined {
  const n = number(text, { "": 1 });
  return n !== undefined && n > 0 ? n : undefined;
}
