/* Comfort only: every page works without this file. It stands alone, loads deferred, and writes no style. */
"use strict";

(() => {
  const all = (what, within = document) => [...within.querySelectorAll(what)];
  const typing = (target) => target.closest("input, textarea, select, [contenteditable]") !== null;

  /* A page that came back with errors is read from its summary. */
  document.querySelector("[data-errors]")?.focus();

  /* Controls that need a script are there only with it. */
  for (const control of all("[data-needs-script]")) control.hidden = false;

  /* The language menu closes like a menu: Escape, or a press or focus elsewhere. */
  for (const menu of all("details[data-menu]")) {
    const close = (back) => {
      if (!menu.open) return;
      menu.open = false;
      if (back) menu.querySelector("summary").focus();
    };
    menu.addEventListener("keydown", (event) => { if (event.key === "Escape") close(true); });
    document.addEventListener("click", (event) => { if (!menu.contains(event.target)) close(false); });
    menu.addEventListener("focusout", (event) => {
      if (event.relatedTarget && !menu.contains(event.relatedTarget)) close(false);
    });
  }

  for (const button of all("[data-print]")) button.addEventListener("click", () => window.print());

  /* Leave a page about violence: the page before it does not come back either. */
  for (const exit of all("a[data-quit]")) {
    exit.addEventListener("click", (event) => {
      event.preventDefault();
      window.location.replace(exit.href);
    });
  }

  /* The desk by keyboard: J and K walk through what waits, / goes to the filter. One press of a button turns it off. */
  const KEYS = "tomoni.keys";
  const rows = all("[data-queue] a");
  const wanted = () => window.localStorage.getItem(KEYS) !== "off";
  for (const toggle of all("[data-keys]")) {
    const show = () => toggle.setAttribute("aria-pressed", String(wanted()));
    toggle.addEventListener("click", () => {
      window.localStorage.setItem(KEYS, wanted() ? "off" : "on");
      show();
    });
    show();
  }
  if (rows.length || document.querySelector(".filters")) {
    document.addEventListener("keydown", (event) => {
      if (!wanted() || typing(event.target) || event.ctrlKey || event.metaKey || event.altKey) return;
      const at = rows.indexOf(document.activeElement);
      const key = event.key.toLowerCase();
      const next = key === "j" ? rows[at + 1] : key === "k" ? rows[Math.max(at - 1, 0)] : null;
      const found = key === "/" ? document.querySelector(".filters input") : next;
      if (!found) return;
      event.preventDefault();
      found.focus();
      found.scrollIntoView({ block: "nearest" });
    });
  }

  /* Answers are kept while they are typed. What could not be kept is tried again with the next answer. */
  for (const form of all("form[data-autosave]")) {
    const said = form.querySelector("[data-autosaved]");
    let waiting = null;
    const keep = async () => {
      const answers = new FormData(form);
      for (const [name, value] of [...answers]) if (value instanceof File) answers.delete(name);
      try {
        const kept = await fetch(form.dataset.autosave, { method: "POST", body: answers, credentials: "same-origin" });
        if (!kept.ok || !said) return;
        const now = new Date().toLocaleTimeString(document.documentElement.lang, { hour: "2-digit", minute: "2-digit" });
        said.textContent = `${form.dataset.saved} ${now}`;
        said.closest("[hidden]")?.removeAttribute("hidden");
      } catch { /* offline: the answers stay in the form */ }
    };
    form.addEventListener("input", () => {
      window.clearTimeout(waiting);
      waiting = window.setTimeout(keep, 800);
    });
  }
})();
