// Ways to hand over messages: what a question chooses between.

import { Cell, Facts, Machine, Mechanism } from "./facts";
import { traits } from "./traits";

/** A mechanism with a wait, at a place and of a scope; with all cells that were measured of it. */
export interface Way {
  mechanism: Mechanism;
  wait: string;
  spin: string; // how long hybrid spins, where that is not the usual time
  cells: Cell[];
}

/** The keys whose cells are of the same way as those without them. Others, such as a neighbour, are other loads. */
const ownKeys = ["rate", "spin"];

/**
 * All ways of a machine at a place and of a scope, in reading order. Of waits without a cell there are those that are
 * asked for, and of a mechanism without a cell all.
 */
export function waysOf(facts: Facts, machine: Machine, place: string, scope: string, asked: string[] = []): Way[] {
  const ways = new Map<string, Way>();
  const mechanisms = new Map(facts.mechanisms.map((m) => [m.name, m]));
  for (const cell of machine.cells) {
    const mechanism = mechanisms.get(cell.m) ?? undeclared(cell, mechanisms);
    const keys = cell.k ?? {};
    if (cell.a !== place || cell.o !== scope || Object.keys(keys).some((k) => !ownKeys.includes(k))) {
      continue;
    }
    const spin = keys.spin ?? "";
    const id = `${cell.m} ${cell.w} ${spin}`;
    let way = ways.get(id);
    if (!way) {
      way = { mechanism, wait: cell.w, spin, cells: [] };
      ways.set(id, way);
    }
    way.cells.push(cell);
  }
  const order = [...mechanisms.keys()];
  const all = [...ways.values()];
  for (const m of mechanisms.values()) {
    const has = all.filter((w) => w.mechanism === m).map((w) => w.wait);
    const more = m.waits.filter((wait) => has.length === 0 || (asked.includes(wait) && !has.includes(wait)));
    all.push(...more.map((wait) => ({ mechanism: m, wait, spin: "", cells: [] })));
  }
  return all.sort((a, b) => order.indexOf(a.mechanism.name) - order.indexOf(b.mechanism.name));
}

/** A mechanism that has figures only: nothing is known of it but what its cells say. */
function undeclared(cell: Cell, known: Map<string, Mechanism>): Mechanism {
  const mechanism: Mechanism = {
    name: cell.m, family: "", moves: "", provider: "", scopes: [cell.o], direction: "", relation: "", waits: [cell.w],
    copies: 0, messages: "messages", largest: 0, limitedBy: "", needs: "", crosses: null, unsaid: traits,
  };
  known.set(cell.m, mechanism);
  return mechanism;
}
