/** What charts show: the controls above them. */

import { machineOf, oneOf, places, stateOf } from "./asking";
import { Choice, checks, h, select } from "./dom";
import { Answer } from "./engine";
import { Cell, Facts, Machine } from "./facts";
import * as fragment from "./fragment";
import { glyph } from "./looks";
import { Pick, known } from "./points";
import * as quantity from "./quantity";
import { familyWords, placeWords, unitOf, waitWords, waits } from "./units";
import { t } from "./words";

const columns = ["ns/op", "p50-ns", "p90-ns", "p99-ns", "p99.9-ns", "max-ns"];

/** All that is picked for the charts. */
export interface Picked extends Pick {
  /** The figure of latencies. */
  column: string;
  /** The size at which charts that are not over sizes show messages. */
  size: number;
  /** Show all machines, beside each other. */
  side: boolean;
}

/** The mechanisms of a machine's cells, in the order of the facts. */
export function measured(facts: Facts): string[] {
  const have = new Set(facts.machines.flatMap((m) => m.cells.map((c) => c.m)));
  const declared = facts.mechanisms.map((m) => m.name).filter((name) => have.has(name));
  return [...declared, ...[...have].filter((name) => !declared.includes(name))];
}

/** The sizes of a machine's cells of patterns that charts show. */
export function sizes(machine: Machine): number[] {
  const list = machine.cells.filter((c) => c.p === "Latency" || c.p === "Paced").map((c) => c.s);
  return [...new Set(list)].sort((a, b) => a - b);
}

function waitsOf(machine: Machine): string[] {
  const have = new Set(machine.cells.map((c) => c.w));
  return [...waits.filter((w) => have.has(w)), ...[...have].filter((w) => !waits.includes(w))];
}

/**
 * The fastest mechanism of each family, asleep if it was measured so, by the mean at the size that most have; of a family
 * of which some were measured at rates too, the fastest of these, so that every chart has something to show.
 */
function fastest(facts: Facts, machine: Machine, state: string): string[] {
  const families = new Map(facts.mechanisms.map((m) => [m.name, m.family]));
  const [wait] = waitsOf(machine);
  const of = (c: Cell) => known(machine, c, state, "ns/op")?.mid ?? Infinity;
  const cells = machine.cells.filter((c) => c.p === "Latency" && c.w === wait && !c.k);
  const often = (size: number) => cells.filter((c) => c.s === size).length;
  const size = [...new Set(cells.map((c) => c.s))].sort((a, b) => often(b) - often(a))[0];
  const paced = new Set(machine.cells.filter((c) => c.p === "Paced").map((c) => c.m));
  const best = new Map<string, Cell>();
  for (const c of cells.filter((one) => one.s === size)) {
    const family = families.get(c.m) ?? "";
    const other = best.get(family);
    const more = other ? Number(paced.has(c.m)) - Number(paced.has(other.m)) : 1;
    if (!other || more > 0 || (more === 0 && of(c) < of(other))) {
      best.set(family, c);
    }
  }
  const list = [...best.values()].map((c) => c.m);
  return list.length > 0 ? list : measured(facts).slice(0, 8);
}

/** What is picked now. */
export function picked(facts: Facts): Picked {
  const machine = facts.machines[machineOf(facts)];
  const state = stateOf(machine);
  const all = measured(facts);
  const have = waitsOf(machine);
  const chosen = fragment.list("mechs")?.filter((m) => all.includes(m));
  const wanted = fragment.list("show")?.filter((w) => have.includes(w));
  const at = sizes(machine);
  const often = (s: number) => machine.cells.filter((c) => c.s === s && c.p === "Latency").length;
  const usual = [...at].sort((a, b) => often(b) - often(a))[0] ?? 0;
  return {
    mechanisms: chosen ?? fastest(facts, machine, state),
    waits: wanted ?? have.slice(0, 1),
    place: oneOf("place", places(machine)),
    state,
    column: oneOf("figure", columns),
    size: Number(oneOf("at", [String(usual), ...at.map(String)])),
    side: fragment.get("side") === "1",
  };
}

/** The controls of the charts. */
export function picker(facts: Facts, answer: () => Answer | undefined, changed: () => void): HTMLElement {
  const machine = facts.machines[machineOf(facts)];
  const now = picked(facts);
  const choose = (name: string) => (value: string | undefined) => {
    fragment.set(name, value);
    changed();
  };
  const families = new Map<string, string[]>();
  const of = new Map(facts.mechanisms.map((m) => [m.name, m.family]));
  for (const m of measured(facts)) {
    const family = of.get(m) ?? "";
    families.set(family, [...(families.get(family) ?? []), m]);
  }
  const box = h("div", { class: "families" });
  const boxes = () => [...box.querySelectorAll<HTMLInputElement>("input[name=mechs]")];
  const take = () =>
    choose("mechs")(
      boxes()
        .filter((b) => b.checked)
        .map((b) => b.value)
        .join(","),
    );
  for (const [family, list] of families) {
    box.append(
      h(
        "fieldset",
        {},
        h("legend", {}, familyWords(family)),
        ...list.map((m) =>
          h(
            "label",
            { class: "check" },
            h("input", {
              type: "checkbox",
              name: "mechs",
              value: m,
              checked: now.mechanisms.includes(m),
              change: take,
            }),
            glyph(m),
            m,
          ),
        ),
      ),
    );
  }
  const pick = (list: string[] | undefined) => {
    fragment.set("mechs", list?.join(","));
    const chosen = picked(facts).mechanisms;
    boxes().forEach((b) => (b.checked = chosen.includes(b.value)));
    changed();
  };
  const button = (words: string, list: () => string[] | undefined) =>
    h("button", { type: "button", class: "plain", click: () => pick(list()) }, words);
  const place = places(machine);
  const at = sizes(machine);
  return h(
    "form",
    { class: "picker", "aria-label": t("What the charts show"), submit: (e) => e.preventDefault() },
    h(
      "div",
      { class: "row" },
      select(
        t("Latency"),
        "figure",
        columns.map((c): Choice => [c, unitOf(c).title()]),
        now.column,
        choose("figure"),
      ),
      at.length > 1 &&
        select(
          t("At the size"),
          "at",
          at.map((s): Choice => [String(s), quantity.size(s)]),
          String(now.size),
          choose("at"),
        ),
      place.length > 1 &&
        select(
          t("Where the ends run"),
          "place",
          place.map((p): Choice => [p, placeWords(p)]),
          now.place,
          choose("place"),
        ),
      checks(
        t("How an end waits"),
        "show",
        waitsOf(machine).map((w): Choice => [w, waitWords(w) ? `${w}: ${waitWords(w)}` : w]),
        now.waits,
        (v) => choose("show")(v.join(",")),
      ),
      facts.machines.length > 1 &&
        checks(t("Machines"), "side", [["1", t("all of them, side by side")]], now.side ? ["1"] : [], (v) =>
          choose("side")(v[0]),
        ),
    ),
    h(
      "details",
      { class: "mechanisms" },
      h("summary", {}, t("Mechanisms")),
      h(
        "div",
        { class: "row" },
        button(t("the fastest of each family"), () => undefined),
        button(t("the first of the answer"), () => [...new Set(answer()?.fits.map((r) => r.mechanism))].slice(0, 8)),
        button(t("all"), () => measured(facts)),
        button(t("none"), () => []),
      ),
      box,
    ),
  );
}
