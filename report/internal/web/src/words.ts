/**
 * What the page says, in the reader's language. A sentence is written in English where it is said; its translation is
 * in the page's catalogue, which is that of package words.
 */

import { data } from "./dom";

/** The languages, by the names of package words, as they call themselves. */
export const languages: [name: string, words: string][] = [
  ["en", "English"],
  ["ko", "한국어"],
];

/** Of each language but English, the translation of each English sentence. */
const catalogue = data<Record<string, Record<string, string>>>("words");

/** Of each language but English, what is said in the tables of the page. */
const told = data<Record<string, string[]>>("told");

let language = "en";

/** speak chooses the language of all that is said from now on. */
export function speak(name: string): void {
  language = name;
  document.documentElement.lang = name;
}

/** preferred is the language of the page's address, of its file, or of the browser. */
export function preferred(asked: string): string {
  for (const name of [asked, document.documentElement.dataset.lang ?? "", ...navigator.languages]) {
    const found = languages.find(([l]) => name.toLowerCase().split("-")[0] === l);
    if (found) {
      return found[0];
    }
  }
  return "en";
}

/** t says a sentence: each %s of it, or of its translation %[1]s, is one of the values in turn. */
export function t(sentence: string, ...values: (string | number)[]): string {
  let next = 0;
  const text = catalogue[language]?.[sentence] ?? sentence;
  return text.replace(/%(?:\[(\d+)\])?s|%%/g, (found, index?: string) => {
    if (found === "%%") {
      return "%";
    }
    const at = index ? Number(index) - 1 : next;
    next = at + 1;
    return String(values[at] ?? "");
  });
}

/**
 * translate says again, in the language chosen, what stands in the page itself: elements with the attribute data-t, whose
 * text is a sentence of the catalogue, and those with an attribute for each other language, such as data-ko, which is the
 * position of their text in the page's list.
 */
export function translate(): void {
  for (const element of document.querySelectorAll<HTMLElement>("[data-t]")) {
    element.dataset.t ||= (element.textContent ?? "").replace(/\s+/g, " ").trim();
    element.textContent = t(element.dataset.t);
  }
  const others = languages.slice(1).map(([l]) => `[data-${l}]`);
  for (const element of document.querySelectorAll<HTMLElement>(others.join())) {
    element.dataset.en ??= element.textContent ?? "";
    element.textContent = told[language]?.[Number(element.dataset[language])] ?? element.dataset.en;
  }
}
