/** The answer to the question, beside it. */

import { Field, fields, textOf } from "./asking";
import { Child, fill, h } from "./dom";
import { Answer, Exceeded, Missing, Row, ask } from "./engine";
import { Facts, Machine } from "./facts";
import { Found, Gap, known } from "./interpolate";
import { glyph } from "./looks";
import * as quantity from "./quantity";
import { Question } from "./question";
import { Unfit } from "./traits";
import { Unit, interval, printed, unitOf } from "./units";
import { t } from "./words";

/** Answers a question in an element. */
export function show(into: HTMLElement, facts: Facts, q: Question, unread: Field[]): Answer | undefined {
  if (unread.length > 0) {
    fill(into, h("p", { class: "verdict" }, t("%s: write %s.", unread[0].label(), unread[0].remedy())));
    return undefined;
  }
  const a = ask(facts, q);
  fill(
    into,
    h("p", { class: "verdict", role: "status" }, ...verdict(a, q)),
    a.fits.length > 0 && ranking(a, q),
    nearest(a, q),
    group(
      t("%s fail a bound", a.misses.length),
      a.misses,
      (r) => [...r.exceeded.map((e) => exceeded(e, q)), ...gaps(r, q)].join("; "),
      a.fits.length === 0,
    ),
    group(
      t("%s not known", a.unknown.length),
      a.unknown,
      (r) => gaps(r, q).join("; "),
      a.fits.length + a.misses.length === 0,
      ...commands(a),
    ),
    group(
      t("%s ruled out by what they are", a.unfit.length),
      a.unfit,
      (r) => r.unfit.map(unfitWords).join("; "),
      false,
    ),
    h(
      "details",
      {},
      h("summary", {}, t("The same question on the terminal")),
      command(choose(q, facts.machines[q.machine])),
    ),
  );
  return a;
}

/** The units of the columns of a ranking. */
function columns(q: Question): [name: keyof Row["figures"], title: string, unit: Unit][] {
  return [
    ["p50", "p50", unitOf("p50-ns")],
    ["p99", "p99", unitOf("p99-ns")],
    ["cores", q.rate ? t("receiver's cores") : t("cores"), unitOf("cores")],
    ["throughput", t("as a stream"), unitOf("MB/s")],
  ];
}

/** A mechanism with its wait, as people call it. */
function named(r: Row): string {
  return [r.mechanism, r.wait, r.spin].filter((v) => v !== "").join(" ");
}

function verdict(a: Answer, q: Question): Child[] {
  if (a.fits.length > 0) {
    const best = a.fits[0];
    const tied = a.fits.filter((r) => r.tied).length;
    return [
      h("b", {}, glyph(best.mechanism), named(best)),
      " ",
      best.uncertain ? t("may do: a bound lies within the interval of its figure.") : t("does it best."),
      " ",
      tied > 0 ? t("%s more are not told apart from it.", tied) : "",
    ];
  }
  if (a.misses.length > 0) {
    return [t("Nothing that was measured keeps all bounds.")];
  }
  return [a.unknown.length > 0 ? t("This was not measured here.") : t("Nothing is of that kind.")];
}

function nearest(a: Answer, q: Question): Child {
  const miss = a.misses.find((r) => r.exceeded.length > 0);
  if (!miss) {
    return null;
  }
  return h("p", {}, t("Nearest miss: %s: %s.", named(miss), miss.exceeded.map((e) => exceeded(e, q)).join("; ")));
}

/** The table of what fits. */
function ranking(a: Answer, q: Question): HTMLElement {
  const between = (f: Found) => known(f) && f.interpolated;
  const some = a.fits.some((r) => Object.values(r.figures).some(between));
  const few = a.fits.some((r) => Object.values(r.figures).some((f) => known(f) && f.range));
  const rows = a.fits.map((r, i) =>
    h(
      "tr",
      { class: r.uncertain ? "uncertain" : undefined },
      h("td", {}, String(i + 1) + (r.tied ? " ~" : "")),
      h("th", { scope: "row", class: "l" }, glyph(r.mechanism), named(r), r.uncertain && " ?"),
      ...columns(q).map(([name, , unit]) => cell(r.figures[name], unit)),
      h("td", {}, String(r.burden)),
    ),
  );
  const shown = 12;
  const body = h("tbody", {}, ...rows.slice(0, shown));
  const more =
    rows.length > shown &&
    h(
      "button",
      {
        type: "button",
        class: "plain",
        click: () => {
          body.append(...rows.slice(shown));
          (more as HTMLElement).remove();
        },
      },
      t("Show all %s", rows.length),
    );
  return h(
    "div",
    {},
    h(
      "div",
      { class: "scroll", tabindex: 0, role: "region", "aria-label": t("What does it, best first") },
      h(
        "table",
        { class: "ranking" },
        h(
          "thead",
          {},
          h(
            "tr",
            {},
            h("th", { scope: "col" }, "#"),
            h("th", { scope: "col", class: "l" }, t("Mechanism and wait")),
            ...columns(q).map(([, title]) => h("th", { scope: "col" }, title)),
            h("th", { scope: "col" }, t("effort")),
          ),
        ),
        body,
      ),
    ),
    more,
    h(
      "p",
      { class: "small" },
      t("Below each figure is its 95 % interval.") + " ",
      few && t("* of fewer than 6 samples: their extremes instead.") + " ",
      some && t("≈ lies between measured sizes or rates.") + " ",
      a.fits.some((r) => r.tied) && t("~ is not told apart from the first.") + " ",
      a.fits.some((r) => r.uncertain) && t("? may not keep a bound: it lies within the interval.") + " ",
      t("effort: how much it asks of who uses it, from its traits; 0 is the simplest."),
    ),
  );
}

function cell(f: Found, unit: Unit): HTMLElement {
  if (!known(f)) {
    return h("td", {}, "—");
  }
  return h(
    "td",
    {},
    (f.interpolated ? "≈ " : "") + printed(unit, f),
    h("small", {}, interval(unit, f) + (f.range ? " *" : "")),
  );
}

/** A list of mechanisms with why, folded. */
function group(title: string, rows: Row[], why: (r: Row) => string, open: boolean, ...after: Child[]): Child {
  if (rows.length === 0) {
    return null;
  }
  // Ways of one mechanism that fail for the same reason share a line.
  const lines = new Map<string, { row: Row; names: string[] }>();
  for (const row of rows) {
    const reason = why(row);
    const key = row.mechanism + "\n" + reason;
    const line = lines.get(key);
    const own = [row.wait, row.spin].filter((v) => v !== "").join(" ");
    line ? line.names.push(own) : lines.set(key, { row, names: [own] });
  }
  return h(
    "details",
    { open },
    h("summary", {}, title),
    ...after,
    h(
      "ul",
      { class: "why" },
      ...[...lines].map(([key, { row, names }]) =>
        h(
          "li",
          {},
          glyph(row.mechanism),
          h("b", {}, row.mechanism),
          " ",
          names.join(", ") + ": " + key.slice(key.indexOf("\n") + 1),
        ),
      ),
    ),
  );
}

const bounds = {
  maxCores: () => t("cores"),
  p50: () => "p50",
  p99: () => "p99",
  throughput: () => t("throughput"),
  rate: () => t("at this rate"),
  cores: () => t("cores"),
  simplicity: () => t("effort"),
};

function unitOfBound(bound: keyof typeof bounds): Unit {
  return unitOf({ p50: "p50-ns", p99: "p99-ns", throughput: "MB/s" }[bound as string] ?? "cores");
}

function exceeded(e: Exceeded, q: Question): string {
  const unit = unitOfBound(e.bound);
  const values = [
    bounds[e.bound](),
    (e.figure.interpolated ? "≈ " : "") + printed(unit, e.figure),
    interval(unit, e.figure),
    unit.print(e.limit),
    quantity.times(e.by),
  ];
  return e.bound === "throughput"
    ? t("%s is %s (%s), below %s, by %s times", ...values)
    : t("%s is %s (%s), above %s, by %s times", ...values);
}

function gaps(r: Row, q: Question): string[] {
  return [...new Set(r.missing.map((m) => gap(m)))];
}

function gap(m: Missing): string {
  const what = bounds[m.bound]();
  const g: Gap = m.gap;
  const at = (axis: "size" | "rate", v: number) =>
    axis === "size" ? quantity.size(v) : t("%s messages a second", quantity.rate(v));
  switch (g.why) {
    case "none":
      return t("%s was not measured", what);
    case "outside":
      return g.least === g.most
        ? t("%s was measured at %s only", what, at(g.axis, g.least))
        : t("%s was measured from %s to %s only", what, at(g.axis, g.least), at(g.axis, g.most));
    case "edge":
      return t(
        "it keeps up at %s, and no longer at %s: not measured between",
        at(g.axis, g.held),
        at(g.axis, g.missed),
      );
    case "missed":
      return t("it does not keep up with %s messages a second", quantity.rate(g.rate));
    case "readings":
      return t("too few messages for %s", what);
  }
}

function unfitWords(u: Unfit): string {
  const has = u.has || t("nothing");
  switch (u.trait) {
    case "scope":
      return t("it is for scope %s", has);
    case "relation":
      return t("it is for processes that inherit it");
    case "direction":
      return t("one channel is %s", has);
    case "provider":
      return t("it is provided by %s", has);
    case "wait":
      return t("it waits by %s", has);
    case "messages":
      return t("it carries %s", has);
    case "copies":
      return t("it copies %s times", has);
    case "largest":
      return t("its messages have up to %s", quantity.size(Number(has)));
    case "containers":
      return t("two containers must share: %s", has);
    case "needs":
      return t("not “%s”", u.wanted);
  }
}

function commands(a: Answer): Child[] {
  return a.commands.length === 0 ? [] : [h("p", {}, t("This measures it:")), ...a.commands.map(command)];
}

/** A command with a button that copies it. */
export function command(text: string): HTMLElement {
  const copy = h(
    "button",
    {
      type: "button",
      class: "plain",
      click: () => {
        navigator.clipboard?.writeText(text).then(
          () => (copy.textContent = t("copied")),
          () => undefined,
        );
      },
    },
    t("Copy"),
  );
  return h("div", { class: "command" }, h("pre", { tabindex: 0 }, h("code", {}, text)), copy);
}

/** The command of the terminal that asks the same. */
function choose(q: Question, machine: Machine): string {
  const word = (v: string) => (/^[\w.,:/%-]+$/.test(v) ? v : `'${v.replace(/'/g, "'\\''")}'`);
  const flags: [string, string | undefined][] = [
    ...fields.map((f): [string, string] => [f.name, textOf(machine, f.name).replace(/\s/g, "")]),
    ["scope", q.scope],
    ["place", q.place],
    ["relation", q.relation],
    ["direction", q.direction],
    ["provider", q.provider],
    ["messages", q.messages],
    ["wait", q.waits?.join(",")],
    ["containers", q.containers?.join(",")],
    ["needs", q.needs?.join(",")],
    ["prefer", q.prefer],
    ["machine", q.machine > 0 ? String(q.machine + 1) : undefined],
    ["state", q.state],
  ];
  const given = flags.filter(([, v]) => v).map(([name, v]) => `--${name}=${word(v!)}`);
  return ["go run ./report choose", ...given, ...machine.files.map(word)].join(" ");
}
