/** Light or dark: as the system has it, or as the reader wants it, which the browser remembers. */

const key = "ipcbench-theme";

function remembered(): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null; // the browser keeps nothing for pages from disk
  }
}

/** Shows the page as the reader wanted it last. */
export function apply(theme = remembered()): void {
  if (theme === "light" || theme === "dark") {
    document.documentElement.dataset.theme = theme;
  }
}

/** Whether the page is dark now. */
export function dark(): boolean {
  const own = document.documentElement.dataset.theme;
  return own ? own === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
}

/** Turns light to dark, and back. */
export function toggle(): void {
  const theme = dark() ? "light" : "dark";
  apply(theme);
  try {
    localStorage.setItem(key, theme);
  } catch {
    // it holds until the page is left
  }
}
