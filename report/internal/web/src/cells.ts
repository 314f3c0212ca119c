/** The table of all cells: one row each, to be sorted and filtered. */

import { machineOf, stateOf } from "./asking";
import { Choice, fill, h, select } from "./dom";
import { Cell, Facts, Machine, few } from "./facts";
import * as fragment from "./fragment";
import { glyph } from "./looks";
import { known, otherKeys } from "./points";
import * as quantity from "./quantity";
import { Known, Unit, interval, patternWords, printed, scopeWords, units, waits } from "./units";
import { t } from "./words";

/** How many rows are shown at first. */
const first = 60;

/** A column: its title, what it is sorted by, and what stands in it. */
interface Column {
  name: string;
  title: string;
  about?: string;
  words?: boolean;
  sort: (c: Cell) => number | string;
  cell: (c: Cell) => (Node | string)[];
}

function columnsOf(facts: Facts, machine: Machine, state: string, rows: Cell[]): Column[] {
  const order = new Map(facts.mechanisms.map((m, i) => [m.name, i]));
  const differ = (of: (c: Cell) => string) => new Set(rows.map(of)).size > 1;
  const list: Column[] = [
    {
      name: "mechanism",
      title: t("Mechanism"),
      words: true,
      sort: (c) => order.get(c.m) ?? Infinity,
      cell: (c) => [glyph(c.m), c.m],
    },
    { name: "wait", title: t("Wait"), words: true, sort: (c) => waits.indexOf(c.w), cell: (c) => [c.w] },
  ];
  if (differ((c) => c.a)) {
    list.push({ name: "place", title: t("Place"), words: true, sort: (c) => c.a, cell: (c) => [c.a] });
  }
  if (differ((c) => c.o)) {
    list.push({ name: "scope", title: t("Between"), words: true, sort: (c) => c.o, cell: (c) => [scopeWords(c.o)] });
  }
  list.push({ name: "size", title: t("Size"), sort: (c) => c.s, cell: (c) => [c.s ? quantity.size(c.s) : ""] });
  if (rows.some((c) => c.r)) {
    list.push({ name: "rate", title: t("Rate"), sort: (c) => c.r ?? 0, cell: (c) => [c.r ? quantity.rate(c.r) : ""] });
  }
  if (rows.some((c) => otherKeys(c).length > 0)) {
    list.push({
      name: "keys",
      title: t("Other keys"),
      words: true,
      sort: (c) => otherKeys(c).join(),
      cell: (c) => [otherKeys(c).join(" ")],
    });
  }
  for (const unit of units) {
    const of = (c: Cell) => known(machine, c, state, unit.column);
    if (rows.some((c) => of(c))) {
      list.push({
        name: unit.column,
        title: unit.title(),
        about: unit.about(),
        sort: (c) => of(c)?.mid ?? Infinity,
        cell: (c) => figure(unit, of(c), few(machine, c.f[state], unit.column)),
      });
    }
  }
  list.push({
    name: "n",
    title: t("samples"),
    sort: (c) => c.f[state]?.n ?? 0,
    cell: (c) => [String(c.f[state]?.n ?? 0)],
  });
  return list;
}

function figure(unit: Unit, e: Known | undefined, range: boolean): (Node | string)[] {
  return e ? [printed(unit, e), h("small", {}, interval(unit, e) + (range ? " *" : ""))] : ["—"];
}

/** The columns that say what a row is of; by these rows are in order, whatever else they are sorted by. */
const keys = ["mechanism", "wait", "place", "scope", "size", "rate", "keys"];

function compare(x: number | string, y: number | string): number {
  return x === y ? 0 : x < y ? -1 : 1;
}

/** The words by which a cell is found. */
function words(c: Cell): string {
  return [
    c.p,
    c.m,
    c.w,
    c.a,
    c.o,
    c.s ? quantity.size(c.s) : "",
    c.s ? quantity.size(c.s).replace(" ", "") : "",
    ...Object.entries(c.k ?? {}).map(([k, v]) => `${k}=${v}`),
  ]
    .join(" ")
    .toLowerCase();
}

/** Shows the table with its controls. */
export function show(into: HTMLElement, facts: Facts): void {
  const machine = facts.machines[machineOf(facts)];
  const state = stateOf(machine);
  const patterns = [...new Set(machine.cells.map((c) => c.p))];
  const pattern = () => {
    const chosen = fragment.get("pattern");
    return chosen && patterns.includes(chosen) ? chosen : patterns[0];
  };
  const body = h("div");
  let all = false;
  const draw = () => {
    const wanted = (fragment.get("filter") ?? "")
      .toLowerCase()
      .split(/\s+/)
      .filter((w) => w !== "");
    const rows = machine.cells.filter((c) => c.p === pattern() && c.f[state]);
    const columns = columnsOf(facts, machine, state, rows);
    const found = rows.filter((c) => wanted.every((w) => words(c).includes(w)));
    const usual = columns.filter((c) => keys.includes(c.name));
    found.sort((a, b) => usual.reduce((sign, c) => sign || compare(c.sort(a), c.sort(b)), 0));
    const [name, direction] = (fragment.get("sort") ?? "").split(":");
    const by = columns.find((c) => c.name === name);
    if (by) {
      const sign = direction === "down" ? -1 : 1;
      found.sort((a, b) => {
        const [x, y] = [by.sort(a), by.sort(b)];
        if (x === Infinity || y === Infinity) {
          return x === y ? 0 : x === Infinity ? 1 : -1; // without a figure: last, whichever way
        }
        return sign * compare(x, y);
      });
    }
    const head = columns.map((c) => {
      const now = by === c ? (direction === "down" ? "descending" : "ascending") : undefined;
      return h(
        "th",
        { scope: "col", class: c.words ? "l" : undefined, "aria-sort": now, title: c.about },
        h(
          "button",
          {
            type: "button",
            "data-sort": c.name,
            click: () => {
              fragment.set("sort", `${c.name}:${now === "ascending" ? "down" : "up"}`);
              draw();
              body.querySelector<HTMLElement>(`[data-sort="${c.name}"]`)?.focus();
            },
          },
          c.title,
        ),
      );
    });
    const shown = all ? found : found.slice(0, first);
    fill(
      body,
      h(
        "p",
        { class: "small", role: "status" },
        t("%s of %s rows", shown.length, rows.length),
        found.length > shown.length && " ",
        found.length > shown.length &&
          h(
            "button",
            {
              type: "button",
              class: "plain",
              click: () => {
                all = true;
                draw();
              },
            },
            t("Show all %s", found.length),
          ),
      ),
      h(
        "div",
        { class: "scroll tall", tabindex: 0, role: "region", "aria-label": t("All figures") },
        h(
          "table",
          { class: "cells" },
          h("thead", {}, h("tr", {}, ...head)),
          h(
            "tbody",
            {},
            ...shown.map((c) =>
              h(
                "tr",
                {},
                ...columns.map((k, i) =>
                  i === 0
                    ? h("th", { scope: "row", class: "l" }, ...k.cell(c))
                    : h("td", { class: k.words ? "l" : undefined }, ...k.cell(c)),
                ),
              ),
            ),
          ),
        ),
      ),
    );
  };
  const filter = h("input", {
    type: "search",
    name: "filter",
    value: fragment.get("filter") ?? "",
    placeholder: "pipe block 64B",
    input: () => {
      fragment.set("filter", filter.value || undefined);
      draw();
    },
  });
  fill(
    into,
    h(
      "form",
      { class: "row", "aria-label": t("Which rows"), submit: (e) => e.preventDefault() },
      select(
        t("Measured"),
        "pattern",
        patterns.map((p): Choice => [p, patternWords(p)]),
        pattern(),
        (v) => {
          fragment.set("pattern", v);
          all = false;
          draw();
        },
      ),
      h("label", { class: "field" }, h("span", {}, t("Rows with the words")), filter),
    ),
    body,
  );
  draw();
}
