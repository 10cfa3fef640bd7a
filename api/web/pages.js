// What the pages do besides, where scripts run. Without them every page works through its forms.
"use strict";

// A slider for a form with one day: it moves the day, and on letting go fetches the part of the
// page that shows it.
for (const form of document.querySelectorAll("form[data-slide]")) {
  const day = form.querySelector("input[type=date]");
  const first = Date.parse(form.dataset.first), last = Date.parse(form.dataset.last), length = 86400000;
  const slider = document.createElement("input");
  slider.type = "range";
  slider.min = 0;
  slider.max = Math.round((last - first) / length);
  slider.value = Math.round((Date.parse(day.value) - first) / length);
  slider.setAttribute("aria-label", form.dataset.label);
  day.after(slider);
  slider.addEventListener("input", () => {
    day.value = new Date(first + slider.value * length).toISOString().slice(0, 10);
    slider.setAttribute("aria-valuetext", day.value);
  });
  slider.addEventListener("change", () => show(form, day.value));
}

// The periodic table is one stop of the tab key; arrows move within it, from element to element.
for (const part of document.querySelectorAll(".periodic")) {
  rove(part.querySelector("table"));
  part.addEventListener("keydown", (event) => {
    const to = event.target.closest("table.elements a") && neighbour(event.target, event.key);
    if (to) {
      event.preventDefault();
      rove(event.target.closest("table"), to);
      to.focus();
    }
  });
}

// rove makes one cell of a table the one that the tab key reaches: the one given, or the first that
// something binds.
function rove(table, chosen) {
  const cells = [...table.querySelectorAll("a")];
  chosen ??= cells.find((a) => a.className !== "t-past") ?? cells[0];
  for (const a of cells) {
    a.tabIndex = a === chosen ? 0 : -1;
  }
}

// neighbour is the next cell in a direction that holds an element.
function neighbour(link, key) {
  const steps = { ArrowRight: [0, 1], ArrowLeft: [0, -1], ArrowDown: [1, 0], ArrowUp: [-1, 0] };
  const cell = link.closest("td"), rows = [...cell.closest("tbody").rows];
  const inRow = [...cell.parentElement.querySelectorAll("a")];
  if (key === "Home" || key === "End") {
    return inRow.at(key === "Home" ? 0 : -1);
  }
  if (!steps[key]) {
    return null;
  }
  const [down, right] = steps[key];
  let row = cell.parentElement.rowIndex + down, column = cell.cellIndex + right;
  for (; rows[row]?.cells[column]; row += down, column += right) {
    const found = rows[row].cells[column].querySelector("a");
    if (found) {
      return found;
    }
  }
  return null;
}

async function show(form, day) {
  const address = new URL(form.action);
  address.search = new URLSearchParams({ on: day });
  const answer = await fetch(address);
  if (!answer.ok) {
    form.submit(); // the page itself says what is wrong
    return;
  }
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const part = form.dataset.slide;
  for (const shown of document.querySelectorAll(`#${part} table, #${part} .legend`)) {
    shown.replaceWith(page.querySelector(`#${part} ${shown.className ? "." + shown.className : shown.tagName}`));
  }
  rove(document.querySelector(`#${part} table`));
  history.replaceState(null, "", address.pathname + address.search);
}
