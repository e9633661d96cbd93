"use strict";

// Draw every chart over its still picture, as SVG: its marks then have labels that a screen reader can walk through.
for (const figure of document.querySelectorAll("figure.chart")) {
  const spec = JSON.parse(figure.querySelector("script.spec").textContent);
  const drawing = figure.querySelector(".drawing");
  const still = drawing.firstElementChild;
  vegaEmbed(drawing, spec, { renderer: "svg", actions: false }).catch((error) => {
    drawing.replaceChildren(still);
    console.error(error);
  });
}

const button = document.getElementById("show-code");
if (button) {
  button.parentElement.hidden = false;
  button.addEventListener("click", () => {
    const open = button.getAttribute("aria-pressed") !== "true";
    button.setAttribute("aria-pressed", String(open));
    for (const code of document.querySelectorAll("details.code")) code.open = open;
  });
}

// On paper every fold but the code is open.
const folds = "details:not(.code, .vega-embed *)";
addEventListener("beforeprint", () => {
  for (const fold of document.querySelectorAll(folds)) {
    fold.dataset.wasOpen = fold.open;
    fold.open = true;
  }
});
addEventListener("afterprint", () => {
  for (const fold of document.querySelectorAll(folds)) fold.open = fold.dataset.wasOpen === "true";
});
