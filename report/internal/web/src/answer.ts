/** The answer to the question, beside it. */

import { Field, fields, strangers, textOf } from "./asking";
import { Child, fill, h } from "./dom";
import { Answer, Row, ask } from "./engine";
import { Facts, Machine } from "./facts";
import { Found, known } from "./interpolate";
import { glyph } from "./looks";
import { Question } from "./question";
import { interval, reasons, title, value } from "./say";
import { Unit, unitOf } from "./units";
import { t } from "./words";

/** How many rows are shown at first. */
const first = 10;

/** Answers a question in an element. */
export function show(into: HTMLElement, facts: Facts, q: Question, unread: Field[]): Answer | undefined {
  if (unread.length > 0) {
    fill(into, h("p", { class: "verdict", role: "status" }, t("%s: write %s.", unread[0].label(), unread[0].remedy())));
    return undefined;
  }
  const a = ask(facts, q);
  const nothing = a.fits.length === 0;
  fill(
    into,
    h("p", { class: "verdict", role: "status" }, ...verdict(a, q)),
    strange(facts),
    !nothing && ranking(a, q),
    nearest(a, q),
    group(t("What does not, nearest miss first"), a.misses, nothing, (rows) => misses(rows, q)),
    group(t("Not known"), a.unknown, nothing, (rows) => grouped(rows, q), ...commands(a)),
    group(t("Ruled out by what it is"), a.unfit, false, (rows) => grouped(rows, q)),
    h(
      "details",
      {},
      h("summary", {}, t("The same question on the terminal")),
      command(choose(q, facts.machines[q.machine])),
    ),
  );
  return a;
}

/** The columns of a ranking. */
const columns: [name: keyof Row["figures"], bound: string, unit: Unit][] = [
  ["p50", "p50", unitOf("p50-ns")],
  ["p99", "p99", unitOf("p99-ns")],
  ["cores", "maxCores", unitOf("cores")],
  ["throughput", "throughput", unitOf("MB/s")],
];

/** How a row waits. */
function wait(r: Row): string {
  return [r.wait, r.spin].filter((v) => v !== "").join(" ");
}

/** The answer in a sentence. */
function verdict(a: Answer, q: Question): Child[] {
  if (a.fits.length === 0) {
    return [t("Nothing that was measured fits.")];
  }
  const best = a.fits[0];
  const ranked = best.figures[q.prefer === "simplicity" ? "p99" : q.prefer];
  const once = q.prefer !== "simplicity" && known(ranked) && ranked.range && ranked.low === ranked.high;
  const tied = a.fits.filter((r) => r.tied).length;
  return [
    h("b", {}, glyph(best.mechanism), `${best.mechanism} ${wait(best)}`),
    " ",
    best.uncertain ? t("comes first; whether it keeps every bound is not certain.") : t("comes first."),
    " ",
    tied > 0 && t("Of the others that fit, %s are not told apart from it.", tied),
    once && t("Its figures are of one sample each: more samples may put another first."),
  ];
}

function nearest(a: Answer, q: Question): Child {
  const miss = a.misses.find((r) => r.exceeded.length > 0);
  return miss ? h("p", {}, t("Nearest miss: %s: %s.", `${miss.mechanism} ${wait(miss)}`, reasons(miss, q))) : null;
}

/** What the address asks for and these results do not have: whoever was sent it may not know that it is left out. */
function strange(facts: Facts): Child {
  const list = strangers(facts).map(({ name, value, choices }) => {
    const what = `${name}=${value}`;
    return h(
      "li",
      {},
      choices.length > 0
        ? t("%s: there is no such choice here, so it is left out. Choose of %s.", what, choices.join(", "))
        : t("%s: there is no such choice here, so it is left out.", what),
    );
  });
  return list.length > 0 && h("ul", { class: "why fault", role: "status" }, ...list);
}

/** The table of what fits. */
function ranking(a: Answer, q: Question): HTMLElement {
  const some = (what: (f: Found) => boolean) => a.fits.some((r) => columns.some(([name]) => what(r.figures[name])));
  const rows = a.fits.map((r, i) =>
    h(
      "tr",
      {},
      h("td", {}, (r.tied ? "~" : "") + (r.uncertain ? "?" : "") + String(i + 1)),
      h("th", { scope: "row", class: "l" }, glyph(r.mechanism), r.mechanism),
      h("td", { class: "l" }, wait(r)),
      ...columns.map(([name, , unit]) => figure(r.figures[name], unit)),
      h("td", {}, String(r.burden)),
    ),
  );
  const body = h("tbody", {}, ...rows.slice(0, first));
  const more = h(
    "button",
    {
      type: "button",
      class: "plain",
      click: () => {
        body.append(...rows.slice(first));
        more.remove();
      },
    },
    t("Show all %s", rows.length),
  );
  const head = [
    "#",
    t("Mechanism"),
    t("Wait"),
    ...columns.map(([, bound]) => title(bound, q.rate !== undefined)),
    t("burden"),
  ];
  const notes = [
    order(q),
    t("Below each figure is its 95 %% interval."),
    some((f) => known(f) && f.range) && t("* of fewer than 6 samples: their extremes instead."),
    some((f) => known(f) && f.interpolated) &&
      t("≈ interpolated between measured sizes or rates, on logarithmic scales."),
    a.fits.some((r) => r.tied) &&
      (q.prefer === "simplicity"
        ? t("~ as simple as the first.")
        : t("~ not told apart from the first: the intervals overlap, ranges being widened.")),
    a.fits.some((r) => r.uncertain) &&
      t("? not certain whether the bound is kept: it lies within the interval, or the widened range."),
    t("burden: what it takes of who uses it, in points by its traits."),
  ];
  return h(
    "div",
    {},
    h(
      "div",
      { class: "scroll", tabindex: 0, role: "region", "aria-label": t("What fits") },
      h(
        "table",
        { class: "ranking" },
        h(
          "thead",
          {},
          h(
            "tr",
            {},
            ...head.map((words, i) => h("th", { scope: "col", class: i === 1 || i === 2 ? "l" : undefined }, words)),
          ),
        ),
        body,
      ),
    ),
    rows.length > first && more,
    h("p", { class: "small" }, notes.filter((n) => n).join(" ")),
  );
}

/** By what the rows are ordered, and what their latencies are. */
function order(q: Question): string {
  const by = {
    p99: t("Lowest p99 first."),
    cores: t("Least CPU first."),
    throughput: t("Highest throughput first."),
    simplicity: t("Least burden first: what a mechanism takes of who uses it, in points by its traits."),
  }[q.prefer];
  return (
    by +
    " " +
    (q.rate ? t("Latency is one way, from the time at which a message is due.") : t("Latency is the whole round trip."))
  );
}

function figure(f: Found, unit: Unit): HTMLElement {
  if (!known(f)) {
    return h("td", {}, "—");
  }
  // On a narrow screen it breaks after the dash only.
  const between = (interval(unit, f) + (f.range ? " *" : "")).replace(/ /g, "\u00a0").replace("–\u00a0", "– ");
  return h("td", {}, value(unit, f), h("small", {}, between));
}

/** Rows that do not do, folded. */
function group(words: string, rows: Row[], open: boolean, list: (rows: Row[]) => Child[], ...before: Child[]): Child {
  return rows.length === 0
    ? null
    : h(
        "details",
        { open },
        h("summary", {}, `${words}: ${rows.length}`),
        ...before,
        h("ul", { class: "why" }, ...list(rows)),
      );
}

/** A line for each row. */
function misses(rows: Row[], q: Question): Child[] {
  return rows.map((r) => h("li", {}, glyph(r.mechanism), h("b", {}, `${r.mechanism} ${wait(r)}`), ": ", reasons(r, q)));
}

/** A line for each reason, with all rows that it holds for. */
function grouped(rows: Row[], q: Question): Child[] {
  const by = new Map<string, Map<string, string[]>>();
  for (const r of rows) {
    const why = reasons(r, q);
    const names = by.get(why) ?? new Map<string, string[]>();
    by.set(why, names.set(r.mechanism, [...(names.get(r.mechanism) ?? []), wait(r)]));
  }
  return [...by].map(([why, names]) =>
    h("li", {}, h("b", {}, why), ": ", [...names].map(([name, waits]) => `${name} (${waits.join(", ")})`).join(", ")),
  );
}

function commands(a: Answer): Child[] {
  if (a.commands.length === 0) {
    return [];
  }
  const words = t("These commands measure what is not known; give their output along with the files:");
  return [h("p", {}, words), ...a.commands.map(command)];
}

/** A command with a button that copies it. */
function command(text: string): HTMLElement {
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
