/**
 * Measured numbers for people, as package quantity prints them in Go: at most three significant digits, and none finer
 * than the second digit of the interval's half width. A test holds both against each other.
 */

const significant = 3;

/** magnitude is the power of ten of the first digit. Formatting is exact where a logarithm is not. */
function magnitude(v: number): number {
  return v === 0 ? 0 : Number(Math.abs(v).toExponential().split("e")[1]);
}

/** awayFromZero rounds halves as Go does. */
function awayFromZero(v: number): number {
  return Math.sign(v) * Math.round(Math.abs(v));
}

function power(exponent: number): number {
  return Number("1e" + exponent);
}

function roundTo(v: number, place: number): number {
  if (place >= 0) {
    return awayFromZero(v / power(place)) * power(place);
  }
  return awayFromZero(v * power(-place)) / power(-place);
}

/** round rounds to the digits that a half width allows (0: no bound known), and says to which power of ten. */
function round(v: number, half: number): [rounded: number, place: number] {
  if (v === 0 || !Number.isFinite(v)) {
    return [v, 0];
  }
  const first = magnitude(v);
  let place = first - significant + 1;
  if (half > 0) {
    place = Math.max(place, magnitude(half) - 1);
  }
  place = Math.min(place, first);
  const rounded = roundTo(v, place);
  if (magnitude(rounded) > first) {
    place = Math.max(place, first - significant + 2);
  }
  return [rounded, place];
}

/** fixed prints decimals of a number, a half to the even neighbour: toFixed goes up. */
function fixed(v: number, decimals: number): string {
  const exact = Math.abs(v).toFixed(60); // all digits, of a number with few enough to lie in the middle
  const end = exact.indexOf(".") + 1 + decimals;
  const below = exact.slice(0, end).replace(/\.$/, "");
  if (/^50*$/.test(exact.slice(end)) && Number(below.slice(-1)) % 2 === 0) {
    return (v < 0 ? "-" : "") + below;
  }
  return v.toFixed(decimals);
}

/** scaled prints a rounded value in units of 10^exp. */
function scaled(rounded: number, place: number, exp: number): string {
  const decimals = Math.max(0, exp - place);
  const v = exp >= 0 ? rounded / power(exp) : rounded * power(-exp);
  return fixed(v, decimals);
}

/** thousands is the power of 1000 that leaves 1 to 3 digits before the point, as a power of ten between lo and hi. */
function thousands(v: number, lo: number, hi: number): number {
  const exp = v === 0 ? 0 : 3 * Math.floor(magnitude(v) / 3);
  return Math.max(lo, Math.min(hi, exp));
}

function inUnits(v: number, half: number, lo: number, hi: number, units: Record<number, string>): string {
  const [rounded, place] = round(v, half);
  const exp = thousands(rounded, lo, hi);
  return scaled(rounded, place, exp) + (units[exp] ?? "");
}

/** duration prints seconds as ns, µs, ms or s. */
export function duration(seconds: number, half = 0): string {
  return inUnits(seconds, half, -9, 0, { [-9]: " ns", [-6]: " µs", [-3]: " ms", 0: " s" });
}

/** throughput prints bytes per second as B/s, kB/s, MB/s or GB/s. */
export function throughput(bytes: number, half = 0): string {
  return inUnits(bytes, half, 0, 9, { 0: " B/s", 3: " kB/s", 6: " MB/s", 9: " GB/s" });
}

/** frequency prints a number per second with k, M or G. */
export function frequency(perSecond: number, half = 0): string {
  return inUnits(perSecond, half, 0, 9, { 0: "", 3: " k", 6: " M", 9: " G" });
}

/** rate prints how many messages are due a second, as somebody asked for it: 100, 10 k, 500 k, 1 M. */
export function rate(perSecond: number): string {
  for (const [unit, n] of [
    [" G", 1e9],
    [" M", 1e6],
    [" k", 1e3],
  ] as const) {
    if (perSecond >= n && perSecond % (n / 10) === 0) {
      return perSecond / n + unit;
    }
  }
  return String(perSecond);
}

/** size prints a message size: 64 B, 4 KiB, 1 MiB; one that is no whole number of KiB in bytes. */
export function size(bytes: number): string {
  for (const [unit, n] of [
    [" GiB", 2 ** 30],
    [" MiB", 2 ** 20],
    [" KiB", 2 ** 10],
  ] as const) {
    if (bytes >= n && bytes % n === 0) {
      return bytes / n + unit;
    }
  }
  return bytes + " B";
}

/** count prints a plain number, such as cores or context switches per op. */
export function count(v: number, half = 0): string {
  if (v === 0) {
    return "0";
  }
  if (v < 0.01) {
    return "<0.01";
  }
  const place = Math.max(round(v, half)[1], -2);
  return scaled(roundTo(v, place), place, 0);
}

/** percent prints the half width of an interval relative to its centre, rounded up. */
export function percent(center: number, half: number): string {
  if (center === 0) {
    return "–";
  }
  const p = Math.ceil(100 * Math.abs(half / center) - 1e-9);
  return p > 999 ? ">999 %" : Math.max(p, 0).toFixed(0) + " %";
}

/** times prints a ratio: 1.0, 4.8, 270. */
export function times(ratio: number): string {
  if (ratio < 9.95) {
    return fixed(ratio, 1);
  }
  const place = Math.max(round(ratio, 0)[1], 0);
  return scaled(roundTo(ratio, place), place, 0);
}
