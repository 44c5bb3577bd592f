// Light or dark: as the system says, unless somebody chose. The choice stays in this browser.
import { byId } from "./dom.js";

const THEMES = ["auto", "light", "dark"];

function storedTheme() {
  try {
    return localStorage.getItem("tiebook-theme") ?? "auto";
  } catch {
    return "auto"; // no storage here
  }
}

/** @param {string} theme */
function storeTheme(theme) {
  try {
    localStorage.setItem("tiebook-theme", theme);
  } catch {
    // then it holds for this page alone
  }
}

export function startTheme() {
  const button = byId("theme");
  let theme = storedTheme();
  const show = () => {
    if (!THEMES.includes(theme)) theme = "auto";
    if (theme === "auto") delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = theme;
    if (button) {
      button.textContent = {auto: "◐", light: "○", dark: "●"}[theme] ?? "";
      button.title = `Theme: ${theme}`;
      button.setAttribute("aria-label", `Theme: ${theme}; change`);
    }
  };
  button?.addEventListener("click", () => {
    theme = THEMES[(THEMES.indexOf(theme) + 1) % THEMES.length];
    storeTheme(theme);
    show();
  });
  if (button) button.hidden = false;
  show();
}
