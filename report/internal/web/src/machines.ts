/** Machines side by side: one figure of what the charts show, a column for each machine. */

import { fill, h } from "./dom";
import { Cell, Facts } from "./facts";
import { glyph } from "./looks";
import { Picked } from "./picker";
import { cells, known, lineOf } from "./points";
import * as quantity from "./quantity";
import { interval, printed, unitOf } from "./units";
import { t } from "./words";

/** Shows the table of a machine a column; nothing if there is one machine. */
export function show(into: HTMLElement, facts: Facts, p: Picked): void {
  if (facts.machines.length < 2) {
    into.hidden = true;
    return;
  }
  const unit = unitOf(p.column);
  const lines = new Map<string, Map<number, Cell>>();
  facts.machines.forEach((m, i) => {
    const pick = { ...p, state: m.states.includes(p.state) ? p.state : m.states[0] };
    for (const c of cells(m, "Latency", pick).filter((one) => one.s === p.size)) {
      const line = lineOf(c);
      lines.set(line, (lines.get(line) ?? new Map<number, Cell>()).set(i, c));
    }
  });
  const of = (i: number, c: Cell | undefined) => {
    const m = facts.machines[i];
    return c && known(m, c, m.states.includes(p.state) ? p.state : m.states[0], p.column);
  };
  const rows = [...lines].map(([line, by]) => {
    const base = of(0, by.get(0));
    const [any] = [...by.values()];
    return h(
      "tr",
      {},
      h("th", { scope: "row", class: "l" }, glyph(any.m), line),
      ...facts.machines.map((_, i) => {
        const e = of(i, by.get(i));
        return h(
          "td",
          {},
          ...(e
            ? [
                printed(unit, e),
                i > 0 && base ? ` ×${quantity.times(e.mid / base.mid)}` : "",
                h("small", {}, interval(unit, e)),
              ]
            : ["—"]),
        );
      }),
    );
  });
  fill(
    into,
    h("h3", {}, t("Machines side by side: round trip of %s, %s", quantity.size(p.size), unit.title())),
    h(
      "div",
      { class: "scroll", tabindex: 0, role: "region", "aria-label": t("Machines side by side") },
      h(
        "table",
        {},
        h(
          "thead",
          {},
          h(
            "tr",
            {},
            h("th", { scope: "col", class: "l" }, t("Mechanism and wait")),
            ...facts.machines.map((m, i) =>
              h(
                "th",
                { scope: "col", title: m.settings.map(([k, v]) => `${k}: ${v}`).join("\n") },
                `${i + 1}: ${m.name}`,
              ),
            ),
          ),
        ),
        h("tbody", {}, ...rows),
      ),
    ),
    h("p", { class: "small" }, t("× is relative to the first machine. What is shown is chosen above the charts.")),
  );
}
