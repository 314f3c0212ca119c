/** How mechanisms look: the colours and markers of the report's pictures, which package chart decides. */

import { Path, Symbol } from "../vendor/plot.js";
import { data } from "./dom";

interface Looks {
  /** The corners of each marker about the origin, y upwards; none for a circle. */
  shapes: [number, number][][];
  /** Colour and marker of each mechanism, as places in their lists. */
  marks: Record<string, [color: number, shape: number]>;
}

const looks = data<Looks>("looks");

/** The colour of a mechanism: a variable of the style sheet, which has one for light and one for dark. */
export function color(mechanism: string): string {
  return `var(--c${looks.marks[mechanism]?.[0] ?? 0})`;
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

/** How the line of a wait is dashed. */
export function dash(wait: string): string | undefined {
  return { spin: "6 3", yield: "9 3 2 3", hybrid: "2 3", poll: "1 4" }[wait];
}
