/** How mechanisms look: the colours and markers of the report's pictures, which package chart decides. */

import { Path, Symbol } from "../vendor/plot.js";
import { data } from "./dom";

interface Looks {
  /** The corners of each marker about the origin, y upwards; none for a circle. */
  shapes: [number, number][][];
  /** Colour and marker of each mechanism, as places in their lists. */
  marks: Record<string, [color: number, shape: number]>;
  /** How many colours there are. */
  colors: number;
}

const looks = data<Looks>("looks");
const numbers = new Map(Object.keys(looks.marks).map((name, i) => [name, i]));

/**
 * The colour of a mechanism: a variable of the style sheet, which has one for light and one for dark; or the one that
 * it was given among those shown together.
 */
export function color(mechanism: string): string {
  return `var(--m${numbers.get(mechanism) ?? "-none"}, var(--c${looks.marks[mechanism]?.[0] ?? 0}))`;
}

/**
 * Gives mechanisms that are shown together different colours, as far as there are enough: each keeps its own unless one
 * before it has that. Markers stay, and everything drawn changes with the variables.
 */
export function tellApart(shown: readonly string[]): void {
  const style = document.documentElement.style;
  const known = shown.filter((name) => numbers.has(name));
  const taken = new Set<number>();
  const rest = known.filter((name) => {
    const [own] = looks.marks[name];
    const kept = !taken.has(own);
    taken.add(own);
    return !kept;
  });
  numbers.forEach((i) => style.removeProperty(`--m${i}`));
  for (const name of rest) {
    const shape = looks.marks[name][1];
    const pairs = known.filter((other) => looks.marks[other][1] === shape).map((other) => looks.marks[other][0]);
    const free = Array.from({ length: looks.colors }, (_, i) => i).find((i) => !taken.has(i) && !pairs.includes(i));
    if (free !== undefined) {
      taken.add(free);
      style.setProperty(`--m${numbers.get(name)}`, `var(--c${free})`);
    }
  }
}

/** The marker of a mechanism. */
export function symbol(mechanism: string): Symbol {
  const corners = looks.shapes[looks.marks[mechanism]?.[1] ?? 0];
  return {
    draw(path: Path, area: number) {
      const radius = Math.sqrt(area / Math.PI);
      if (corners.length === 0) {
        path.moveTo(radius, 0);
        path.arc(0, 0, radius, 0, 2 * Math.PI);
        return;
      }
      corners.forEach(([x, y], i) =>
        i === 0 ? path.moveTo(x * radius, -y * radius) : path.lineTo(x * radius, -y * radius),
      );
      path.closePath();
    },
  };
}

const svg = "http://www.w3.org/2000/svg";

/** The marker by itself, to stand beside the mechanism's name. */
export function glyph(mechanism: string): SVGElement {
  const corners = looks.shapes[looks.marks[mechanism]?.[1] ?? 0];
  const image = document.createElementNS(svg, "svg");
  for (const [name, value] of Object.entries({ class: "glyph", viewBox: "-1.5 -1.5 3 3", "aria-hidden": "true" })) {
    image.setAttribute(name, value);
  }
  const shape = document.createElementNS(svg, corners.length === 0 ? "circle" : "polygon");
  if (corners.length === 0) {
    shape.setAttribute("r", "1");
  } else {
    shape.setAttribute("points", corners.map(([x, y]) => `${x},${-y}`).join(" "));
  }
  shape.style.fill = color(mechanism);
  image.append(shape);
  return image;
}

/** A piece of the line of a wait, to stand beside its name. */
export function stroke(wait: string): SVGElement {
  const image = document.createElementNS(svg, "svg");
  for (const [name, value] of Object.entries({ class: "stroke", viewBox: "0 0 28 4", "aria-hidden": "true" })) {
    image.setAttribute(name, value);
  }
  const path = document.createElementNS(svg, "path");
  path.setAttribute("d", "M0 2H28");
  path.setAttribute("stroke-dasharray", dash(wait) ?? "none");
  image.append(path);
  return image;
}

/** Markers are filled for an end that sleeps, and hollow for one that busy-waits, as in the report's pictures. */
export function filled(wait: string): boolean {
  return wait !== "spin" && wait !== "yield" && wait !== "hybrid";
}

/** How the line of a wait is dashed. */
export function dash(wait: string): string | undefined {
  return { spin: "6 3", yield: "9 3 2 3", hybrid: "2 3", poll: "1 4" }[wait];
}
