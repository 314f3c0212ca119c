/** One chart of another form: a row for each line, ranked by its figure, with its interval. */

import { Mark, dot, link, plot, pointer, text, tip } from "../vendor/plot.js";
import { Chart, labelled, markerOf, tick, ticksOf, told } from "./drawing";
import { color } from "./looks";
import { Point } from "./points";

/** Draws the points of a chart as rows, the least first. */
export function drawRanked(c: Chart, width: number): Element {
  const points = [...c.points].sort((a, b) => a.mid - b.mid);
  // Few rows are as tall as the chart beside them.
  const row = Math.min(36, Math.max(18, 300 / points.length));
  const left = Math.min(width / 2, 24 + 7 * Math.max(...points.map((p) => p.line.length)));
  const right = 16;
  const height = points.length * row + 60;
  const at = (_: Point, i: number) => i;
  const x = (p: Point) => Math.log(p.mid);
  const ink = (p: Point) => color(p.cell.m);
  const box = {
    maxRadius: 60,
    fontSize: 12,
    lineWidth: 40,
    lineHeight: 1.3,
    fill: "var(--paper)",
    stroke: "var(--faint)",
  };
  const marks: Mark[] = [
    link(points, {
      x1: (p) => Math.log(p.low),
      x2: (p) => Math.log(p.high),
      y1: at,
      y2: at,
      stroke: ink,
      strokeWidth: 2,
      strokeOpacity: 0.6,
    }),
    dot(points, {
      x,
      y: at,
      ...markerOf(ink),
    }),
    text(points, {
      x: () => Math.log(c.y.domain[0]),
      y: at,
      text: "line",
      textAnchor: "end",
      dx: -8,
      fill: "var(--ink)",
      fontSize: 12,
    }),
    tip(points, pointer({ x, y: at, title: (p: Point) => told(c, p), ...box })),
  ];
  const drawing = plot({
    width,
    height,
    marginTop: 8,
    marginBottom: 42,
    marginLeft: left,
    marginRight: right,
    ariaLabel: c.title,
    style: { fontSize: "12px", background: "none", overflow: "visible" },
    x: {
      domain: c.y.domain.map(Math.log),
      label: c.y.label,
      labelArrow: "none",
      labelAnchor: "center",
      grid: true,
      tickSize: 4,
      ticks: ticksOf(c.y, width - left - right, 60).map(Math.log),
      tickFormat: (v: number) => tick(c.y, v),
    },
    y: { domain: [-0.5, points.length - 0.5], reverse: true, axis: null },
    marks,
  });
  return labelled(drawing);
}
