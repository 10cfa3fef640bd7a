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
  history.replaceState(null, "", address.pathname + address.search);
}
