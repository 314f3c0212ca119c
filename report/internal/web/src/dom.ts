/** Elements, made in one expression. */

export type Child = Node | string | null | undefined | false;

type Handler = (event: Event) => void;

/** h makes an element. Attributes that are false, null or undefined are left out; functions are listeners. */
export function h<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Record<string, string | number | boolean | null | undefined | Handler> = {},
  ...children: Child[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") {
      element.addEventListener(name, value);
    } else if (value === true) {
      element.setAttribute(name, "");
    } else if (value !== false && value !== null && value !== undefined) {
      element.setAttribute(name, String(value));
    }
  }
  put(element, ...children);
  return element;
}

/** put adds children to an element. */
export function put(element: Element, ...children: Child[]): void {
  for (const child of children) {
    if (child) {
      element.append(child);
    }
  }
}

/** fill replaces what is in an element. */
export function fill(element: Element, ...children: Child[]): void {
  element.replaceChildren();
  put(element, ...children);
}

/** byId is an element that the page has. */
export function byId(id: string): HTMLElement {
  const element = document.getElementById(id);
  if (!element) {
    throw new Error(`the page has no #${id}`);
  }
  return element;
}

/** data reads what the page was given as JSON. */
export function data<T>(id: string): T {
  return JSON.parse(byId(id).textContent ?? "null") as T;
}

/** Reads what the page was given as JSON, compressed by gzip, in base64. */
export async function packed<T>(id: string): Promise<T> {
  const bytes = Uint8Array.from(atob((byId(id).textContent ?? "").trim()), (c) => c.charCodeAt(0));
  const text = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return (await new Response(text).json()) as T;
}

/** One choice of a list: its value and its words. */
export type Choice = [value: string, words: string];

/** select is a labelled list to choose from. */
export function select(label: string, name: string, choices: Choice[], value: string, change: (v: string) => void) {
  const list = h(
    "select",
    { name, change: () => change(list.value) },
    ...choices.map(([v, words]) => h("option", { value: v, selected: v === value }, words)),
  );
  return h("label", { class: "field" }, h("span", {}, label), list);
}

/** checks are labelled boxes of which any number is chosen. */
export function checks(
  label: string,
  name: string,
  choices: Choice[],
  chosen: readonly string[],
  change: (chosen: string[]) => void,
) {
  const boxes = choices.map(([value, words]) => {
    const box = h("input", {
      type: "checkbox",
      name,
      value,
      checked: chosen.includes(value),
      change: () => {
        change(inputs.filter((i) => i.checked).map((i) => i.value));
      },
    });
    return { box, label: h("label", { class: "check" }, box, words) };
  });
  const inputs = boxes.map((b) => b.box);
  return h("fieldset", { class: "field" }, h("legend", {}, label), ...boxes.map((b) => b.label));
}
