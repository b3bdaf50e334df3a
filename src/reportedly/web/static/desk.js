/* The desk's own script: rows joined on hover and focus, keys, help. Every page works without it. */
"use strict";
(() => {
  const byRow = (id) => document.querySelectorAll(`[data-rows~="${CSS.escape(id)}"]`);
  const join = (element, on) => {
    const holder = element.closest && element.closest("[data-rows]");
    if (!holder) return;
    // Over nested rows the innermost is meant: it is named last.
    const row = holder.dataset.rows.split(" ").pop();
    byRow(row).forEach((e) => e.classList.toggle("on", on));
  };
  for (const [name, on] of [["mouseover", true], ["mouseout", false], ["focusin", true], ["focusout", false]]) {
    document.addEventListener(name, (event) => join(event.target, on));
  }

  const say = (words) => { const line = document.getElementById("say"); if (line) line.textContent = words; };
  const help = document.getElementById("help");
  const switchBox = document.getElementById("keys-on");
  let keys = true;
  try { keys = localStorage.getItem("keys") !== "off"; } catch { /* private windows may forbid it */ }
  if (switchBox) {
    switchBox.checked = keys;
    switchBox.addEventListener("change", () => {
      keys = switchBox.checked;
      try { localStorage.setItem("keys", keys ? "on" : "off"); } catch { /* then for this page only */ }
    });
  }
  document.querySelectorAll("[data-help]").forEach((b) => b.addEventListener("click", () => help.showModal()));

  const items = () => [...document.querySelectorAll("[data-item]")].filter((e) => e.offsetParent !== null);
  const current = () => document.querySelector("[data-item].here");
  const stand = (item) => {
    if (!item) return;
    items().forEach((e) => e.classList.toggle("here", e === item));
    item.focus({ preventScroll: true });
    item.scrollIntoView({ block: "nearest" });
  };
  const move = (step) => {
    const all = items();
    const at = all.indexOf(current());
    stand(all[Math.max(0, Math.min(all.length - 1, at < 0 ? 0 : at + step))]);
  };
  const press = (key) => {
    const where = current() || document;
    const button = where.querySelector(`[data-key="${CSS.escape(key)}"]`) || document.querySelector(`[data-page-key="${CSS.escape(key)}"]`);
    if (!button || button.disabled) return false;
    button.click();
    if (button.tagName === "SUMMARY") { const first = button.parentElement.querySelector("input:not([type=hidden])"); if (first && button.parentElement.open) first.focus(); }
    return true;
  };
  const acts = {
    j: () => move(1),
    k: () => move(-1),
    "/": () => document.getElementById("find").focus(),
    "?": () => help.showModal(),
    Enter: () => { const link = current() && document.activeElement === current() && current().querySelector("[data-open]"); if (link) link.click(); return Boolean(link); },
  };
  const typing = (e) => e.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(e.tagName);
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    if (event.key === "Escape" && typing(event.target)) { event.target.blur(); return; }
    if (!keys || typing(event.target) || (help && help.open)) return;
    if (event.key === "Enter" && event.target.closest("a, button, summary")) return;
    const act = acts[event.key];
    const done = act ? act() !== false : press(event.key);
    if (done) event.preventDefault();
  });
  for (const place of document.querySelectorAll("[data-drop]")) {
    const input = place.querySelector("input[type=file]");
    const over = (on) => (event) => { event.preventDefault(); place.classList.toggle("over", on); };
    place.addEventListener("dragover", over(true));
    place.addEventListener("dragleave", over(false));
    place.addEventListener("drop", (event) => {
      over(false)(event);
      if (!event.dataTransfer.files.length) return;
      input.files = event.dataTransfer.files;
      say(`${input.files.length} files chosen`);
    });
  }
  // After a decision its line stands where the row was: go on to what follows, and say what was done.
  let place = -1;
  document.addEventListener("htmx:before:request", (event) => {
    const item = event.target.closest && event.target.closest("[data-item]");
    place = item ? items().indexOf(item) : -1;
  });
  document.addEventListener("htmx:after:swap", () => {
    const done = [...document.querySelectorAll("[data-said]")].pop();
    if (done) say(done.dataset.said);
    const all = items();
    if (place >= 0 && all.length) stand(all[Math.min(place, all.length - 1)]);
    place = -1;
  });
  window.desk = { say, stand, items };
})();
