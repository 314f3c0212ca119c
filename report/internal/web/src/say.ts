/** Why rows of an answer do not do, in words: those of package choose in Go, whose translations are shared. */

import { Exceeded, Row } from "./engine";
import { Gap, Trait } from "./interpolate";
import * as quantity from "./quantity";
import { Question } from "./question";
import { Unfit } from "./traits";
import { Known, Unit, borderWords, needWords, printed, unitOf } from "./units";
import { t } from "./words";

/** The unit of the figure that a bound is of. */
function unitOfBound(bound: string): Unit {
  return unitOf({ p50: "p50-ns", p99: "p99-ns", throughput: "MB/s" }[bound] ?? "cores");
}

/** What heads a column of figures of a bound. */
export function title(bound: string, paced: boolean): string {
  switch (bound) {
    case "p50":
    case "p99":
      return bound;
    case "throughput":
      return t("as a stream");
  }
  return paced ? t("receiver's CPU") : t("CPUs of both");
}

/** An interval: from low to high. */
export function interval(unit: Unit, e: Known): string {
  return e.low === e.high ? t("one value") : `${unit.print(e.low)} – ${unit.print(e.high)}`;
}

/** A figure, with a sign where it is interpolated. */
export function value(unit: Unit, e: Known & { interpolated: boolean }): string {
  return (e.interpolated ? "≈ " : "") + printed(unit, e);
}

/** Why a bound is not kept. */
function exceeded(e: Exceeded, paced: boolean): string {
  const unit = unitOfBound(e.bound);
  const words = [title(e.bound, paced), value(unit, e.figure), interval(unit, e.figure), quantity.times(e.by)];
  return e.bound === "throughput"
    ? t("%s %s (%s), and %s times as much is asked for", ...words)
    : t("%s %s (%s), %s times what is asked for", ...words);
}

/** At which sizes something was measured. */
function sizes(least: number, most: number): string {
  return least === most
    ? t("measured at the size %s only", quantity.size(least))
    : t("measured at sizes from %s to %s only", quantity.size(least), quantity.size(most));
}

/** At which rates something was measured. */
function rates(least: number, most: number): string {
  return least === most
    ? t("measured at the rate of %s a second only", quantity.rate(least))
    : t("measured at rates from %s to %s a second only", quantity.rate(least), quantity.rate(most));
}

/** Why there is no figure. */
function gap(g: Gap): string {
  switch (g.why) {
    case "outside":
      return g.axis === "size" ? sizes(g.least, g.most) : rates(g.least, g.most);
    case "edge":
      return g.axis === "size"
        ? t("the rate is held at %s and not at %s", quantity.size(g.held), quantity.size(g.missed))
        : t("%s a second are held and %s are not", quantity.rate(g.held), quantity.rate(g.missed));
    case "missed":
      return t("it does not hold %s messages a second", quantity.rate(g.rate));
    case "readings":
      return t("too few messages for the quantile");
    case "none":
      return t("not measured");
    case "skipped":
      return t("skipped: %s", g.reason);
    case "unsaid":
      return unsaid(g.trait);
  }
}

/** What two containers must share: ways, of each all that it takes, as traits.ts joins them. */
function shares(ways: string): string {
  const words = ways.split(", or ").map((way) => way.split(" + ").map(borderWords).join(" + "));
  return words.join(t(", or "));
}

/** A direction or a provider, which the question takes by the same word. */
function valueWords(value: string): string {
  switch (value) {
    case "simplex":
      return t("simplex");
    case "half-duplex":
      return t("half-duplex");
    case "duplex":
      return t("duplex");
    case "os":
      return t("os");
    case "user":
      return t("user");
  }
  return value;
}

/** What is not said of a mechanism. */
function unsaid(trait: Trait | "simplicity"): string {
  switch (trait) {
    case "relation":
      return t("not said: which processes can open it");
    case "direction":
      return t("not said: what one channel can do");
    case "provider":
      return t("not said: who provides it");
    case "messages":
      return t("not said: whether it keeps messages apart");
    case "copies":
      return t("not said: how often it copies at most");
    case "largest":
      return t("not said: its largest message");
    case "containers":
      return t("not said: what two containers must share");
    case "needs":
      return t("not said: what it needs");
  }
  return t("not said: what it is");
}

/** What a mechanism carries. */
function messages(has: string): string {
  switch (has) {
    case "stream":
      return t("it carries a stream of bytes");
    case "number":
      return t("it carries a number only");
  }
  return t("it keeps messages apart");
}

/** What of a trait does not do. */
function fails(u: Unfit): string {
  switch (u.trait) {
    case "scope":
      return t("made for other ends (%s)", u.has.replace(/ /g, ", "));
    case "relation":
      return t("related processes only");
    case "direction":
      return t("one channel is %s", valueWords(u.has));
    case "provider":
      return t("provided by: %s", valueWords(u.has));
    case "wait":
      return t("another wait");
    case "messages":
      return messages(u.has);
    case "copies":
      return t("copies: %s", u.has);
    case "largest":
      return t("messages of up to %s", quantity.size(Number(u.has)));
    case "containers":
      return u.has ? t("two containers must share: %s", shares(u.has)) : t("it does not cross between containers");
    case "needs":
      return t("it is not so: %s", needWords(u.wanted));
  }
}

/** All for which a row does not do, or is not known to. */
export function reasons(r: Row, q: Question): string {
  if (r.unfit.length > 0) {
    return r.unfit.map(fails).join("; ");
  }
  const exceed = r.exceeded.map((e) => exceeded(e, q.rate !== undefined));
  return [...new Set([...exceed, ...r.missing.map((m) => gap(m.gap))])].join("; ");
}
