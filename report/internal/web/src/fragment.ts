/** What the reader chose, kept in the address's fragment, so that the address can be sent to somebody else. */

const listeners: (() => void)[] = [];
let chosen = new URLSearchParams(location.hash.includes("=") ? location.hash.slice(1) : "");

window.addEventListener("hashchange", () => {
  // A fragment without = is the name of a place on the page, and no choice.
  if (location.hash.includes("=") && location.hash.slice(1) !== chosen.toString()) {
    chosen = new URLSearchParams(location.hash.slice(1));
    listeners.forEach((l) => l());
  }
});

/** Calls back when the fragment was changed by somebody else: a link, or the reader in the address. */
export function onForeign(listener: () => void): void {
  listeners.push(listener);
}

/** What was chosen under a name; undefined if nothing was. */
export function get(name: string): string | undefined {
  return chosen.get(name) ?? undefined;
}

/** The list that was chosen under a name; undefined if none was. */
export function list(name: string): string[] | undefined {
  return chosen
    .get(name)
    ?.split(",")
    .filter((v) => v !== "");
}

/** Chooses; undefined takes the choice back. */
export function set(name: string, value: string | undefined): void {
  if (value === undefined) {
    chosen.delete(name);
  } else {
    chosen.set(name, value);
  }
  // Not location.hash: each letter typed would be a step of the way back.
  history.replaceState(null, "", location.pathname + location.search + "#" + chosen.toString());
}
