/** The charts: latency against size and rate, throughput, and CPU time against latency. */

import { machineOf } from "./asking";
import { fill, h } from "./dom";
import { Axis, Chart, domain, draw } from "./drawing";
import { Facts, Machine } from "./facts";
import { glyph, stroke } from "./looks";
import { Picked } from "./picker";
import { Point, known, points } from "./points";
import * as quantity from "./quantity";
import { drawRanked } from "./ranked";
import { Unit, interval, placeWords, printed, unitOf } from "./units";
import { t } from "./words";

/** A kind of chart: its title, and its points with their axes. */
interface Kind {
  name: string;
  title: (p: Picked) => string;
  points: (m: Machine, p: Picked) => Point[];
  x: (all: Point[]) => Axis;
  y: (p: Picked) => Unit;
  at: (p: Point) => string;
  across?: (m: Machine, p: Picked) => (point: Point) => [number, number];
  /** It has a row for each line. */
  ranked?: boolean;
}

const sizeAxis = (all: Point[]): Axis => ({
  label: t("size of a message"),
  domain: domain(
    all.map((p) => p.x),
    0.04,
  ),
  print: (v) => quantity.size(v),
  ticks: [...new Set(all.map((p) => p.x))].sort((a, b) => a - b),
});

const rateAxis = (all: Point[]): Axis => ({ ...sizeAxis(all), label: t("messages a second"), print: quantity.rate });

const byRate = (column: (p: Picked) => string) => (m: Machine, p: Picked) =>
  points(m, "Paced", p, column(p), (c) => c.r).filter((one) => one.cell.s === p.size);

const bySize = (pattern: string, column: (p: Picked) => string) => (m: Machine, p: Picked) =>
  points(m, pattern, p, column(p), (c) => c.s);

const kinds: Kind[] = [
  {
    name: "ranked",
    title: (p) => t("Round trip of %s, ranked: %s", quantity.size(p.size), unitOf(p.column).title()),
    ranked: true,
    points: (m, p) => points(m, "Latency", p, p.column, (c) => (c.s === p.size ? c.s : undefined)),
    x: sizeAxis,
    y: (p) => unitOf(p.column),
    at: (p) => quantity.size(p.x),
  },
  {
    name: "by-size",
    title: (p) => t("Round trip against size: %s", unitOf(p.column).title()),
    points: bySize("Latency", (p) => p.column),
    x: sizeAxis,
    y: (p) => unitOf(p.column),
    at: (p) => quantity.size(p.x),
  },
  {
    name: "by-rate",
    title: (p) => t("One way against rate, %s: %s", quantity.size(p.size), unitOf(p.column).title()),
    points: byRate((p) => p.column),
    x: rateAxis,
    y: (p) => unitOf(p.column),
    at: (p) => t("%s messages a second", quantity.rate(p.x)),
  },
  {
    name: "cores",
    title: (p) => t("Receiver's CPU against rate, %s", quantity.size(p.size)),
    points: byRate(() => "recv-cores"),
    x: rateAxis,
    y: () => unitOf("recv-cores"),
    at: (p) => t("%s messages a second", quantity.rate(p.x)),
  },
  {
    name: "cpu",
    title: (p) => t("CPU time against round trip, %s", quantity.size(p.size)),
    points: (m, p) =>
      points(m, "Latency", p, "cpu-ns/op", (c) => (c.s === p.size ? known(m, c, p.state, p.column)?.mid : undefined)),
    x: (all) => ({
      label: t("round trip"),
      domain: domain(
        all.map((p) => p.x),
        0.08,
      ),
      print: unitOf("ns/op").print,
    }),
    y: () => unitOf("cpu-ns/op"),
    at: (p) => t("round trip %s", unitOf("ns/op").print(p.x)),
    across: (m, p) => (point) => {
      const e = known(m, point.cell, p.state, p.column)!;
      return [e.low > 0 ? e.low : e.mid, e.high];
    },
  },
  {
    name: "throughput",
    title: () => t("Throughput against size"),
    points: bySize("Throughput", () => "MB/s"),
    x: sizeAxis,
    y: () => unitOf("MB/s"),
    at: (p) => quantity.size(p.x),
  },
];

/** Draws all charts in an element. */
export function show(into: HTMLElement, facts: Facts, p: Picked): void {
  const chosen = p.side ? facts.machines : [facts.machines[machineOf(facts)]];
  const figures: HTMLElement[] = [];
  for (const kind of kinds) {
    const of = chosen.map((m) => kind.points(m, { ...p, state: m.states.includes(p.state) ? p.state : m.states[0] }));
    const all = of.flat();
    // One size or rate makes no line.
    const single = new Set(all.map((one) => one.x)).size < 2 && !kind.across && !kind.ranked;
    if (all.length === 0 || single) {
      continue;
    }
    chosen.forEach((m, i) => {
      if (of[i].length > 0) {
        const number = facts.machines.length > 1 ? t("Machine %s: ", facts.machines.indexOf(m) + 1) : "";
        figures.push(figure(number, kind, m, p, of[i], all));
      }
    });
  }
  fill(into, ...(figures.length > 0 ? figures : [h("p", {}, nothing(p))]));
  redraw(into);
}

/** Why there is no chart, and what to do. */
function nothing(p: Picked): string {
  if (p.mechanisms.length === 0) {
    return t("No mechanism is chosen: open Mechanisms above and choose some.");
  }
  return p.waits.length === 0
    ? t("No wait is chosen: choose how an end waits.")
    : t("Nothing was measured of what is chosen: choose other mechanisms, waits or another size.");
}

const drawers = new WeakMap<Element, (width: number) => Element>();

/** A chart with its title and its figures as a table. */
function figure(number: string, kind: Kind, m: Machine, p: Picked, own: Point[], all: Point[]): HTMLElement {
  const unit = kind.y(p);
  const chart: Chart = {
    title: number + kind.title(p),
    points: own,
    x: kind.x(all),
    unit,
    at: kind.at,
    across: kind.across?.(m, p),
    y: {
      label: unit.title(),
      domain: domain(
        all.flatMap((one) => [one.low, one.high]),
        0.04,
      ),
      print: unit.print,
    },
    waits: p.waits.length > 1,
  };
  if (chart.across) {
    chart.x.domain = domain(
      all.flatMap((one) => chart.across!(one)),
      0.06,
    );
  }
  const canvas = h("div", { class: "canvas" });
  drawers.set(canvas, (width) => (kind.ranked ? drawRanked(chart, width) : draw(chart, width)));
  const details = h(
    "details",
    {
      toggle: () => {
        if (details.open && details.children.length === 1) {
          details.append(table(chart));
        }
      },
    },
    h("summary", {}, t("Figures of this chart")),
  );
  return h(
    "figure",
    { class: "chart", "data-chart": kind.name },
    h("figcaption", {}, chart.title, h("small", {}, placeWords(p.place))),
    canvas,
    !kind.ranked && legend(own),
    !kind.ranked && !kind.across && waitLegend(own),
    details,
  );
}

/** Which mechanism has which marker: for charts too narrow to name lines at their ends. */
function legend(own: Point[]): HTMLElement {
  const names = [...new Set(own.map((one) => one.cell.m))];
  return h("p", { class: "legend" }, ...names.map((name) => h("span", {}, glyph(name), name)));
}

/** Which wait has which line, where there are several. */
function waitLegend(own: Point[]): HTMLElement | false {
  const waits = [...new Set(own.map((one) => one.cell.w))];
  return waits.length > 1 && h("p", { class: "waits" }, ...waits.map((wait) => h("span", {}, stroke(wait), wait)));
}

function table(c: Chart): HTMLElement {
  return h(
    "div",
    { class: "scroll", tabindex: 0, role: "region", "aria-label": c.title },
    h(
      "table",
      {},
      h(
        "thead",
        {},
        h(
          "tr",
          {},
          ...[t("Mechanism and wait"), c.x.label, c.unit.title(), t("interval"), t("samples")].map((v, i) =>
            h("th", { scope: "col", class: i === 0 ? "l" : undefined }, v),
          ),
        ),
      ),
      h(
        "tbody",
        {},
        ...c.points.map((p) =>
          h(
            "tr",
            {},
            h("th", { scope: "row", class: "l" }, p.line),
            h("td", {}, c.x.print(p.x)),
            h("td", {}, printed(c.unit, p)),
            h("td", {}, interval(c.unit, p) + (p.range ? " *" : "")),
            h("td", {}, String(p.n)),
          ),
        ),
      ),
    ),
  );
}

/** Draws what is in an element anew, each chart as wide as there is room. */
export function redraw(into: HTMLElement): void {
  // Where letters are larger, drawings are as much.
  const scale = parseFloat(getComputedStyle(document.documentElement).fontSize) / 16 || 1;
  for (const canvas of into.querySelectorAll(".canvas")) {
    const width = Math.floor(canvas.clientWidth / scale);
    const make = drawers.get(canvas);
    if (make && width > 0) {
      fill(canvas, make(width));
    }
  }
}
