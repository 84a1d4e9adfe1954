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

  /* Answers are kept while they are typed. One request at a time; what could not be sent is sent again until it is.
     The sign of this opened page lets the server tell our next words from those of another page or device. */
  const PAUSE = 1000, RETRY = [3000, 10000, 30000, 60000];
  const sign = () => [...window.crypto.getRandomValues(new Uint8Array(16))].map((b) => b.toString(16).padStart(2, "0")).join("");
  const hidden = (form, name, value) => {
    const field = document.createElement("input");
    Object.assign(field, { type: "hidden", name, value });
    form.append(field);
    return field;
  };
  for (const form of all("form[data-autosave]")) {
    const said = form.querySelector("[data-autosaved]"), more = form.querySelector("[data-autosaved-more]");
    const seen = hidden(form, "seen", form.dataset.seen || "");
    hidden(form, "page", sign());
    let timer = null, busy = false, dirty = false, failed = 0, over = false;
    const say = (text, kept) => {
      const line = said?.closest("p");
      if (!line || !text) return;
      line.toggleAttribute("data-empty", false);
      line.toggleAttribute("data-not-kept", !kept);
      if (said.textContent !== text) said.textContent = text;
    };
    const later = (wait) => {
      window.clearTimeout(timer);
      if (!over) timer = window.setTimeout(keep, wait);
    };
    const again = () => {
      dirty = true;
      say(form.dataset.lost, false);
      later(RETRY[Math.min(failed++, RETRY.length - 1)]);
    };
    const took = (told) => {
      failed = 0;
      if (told.seen) seen.value = told.seen;
      if (told.keep) form.dataset.autosave = told.keep;
      if (told.go) {
        form.action = told.go;
        window.history.replaceState(null, "", told.go);
      }
      if (told.more && more) {
        more.textContent = told.more;
        more.hidden = false;
      }
      say(told.says, told.kept);
    };
    const keep = async () => {
      if (busy || over || !dirty) return;
      busy = true;
      dirty = false;
      const answers = new FormData(form);
      for (const [name, value] of [...answers]) if (value instanceof File) answers.delete(name);
      try {
        const answer = await fetch(form.dataset.autosave, {
          method: "POST", body: new URLSearchParams(answers), credentials: "same-origin", redirect: "manual",
          keepalive: document.hidden,
        });
        const told = answer.headers.get("Content-Type")?.startsWith("application/json") ? await answer.json() : null;
        if (over) return;
        if (answer.ok && told) took(told);
        else if (answer.status < 500 && answer.status !== 429) {
          over = true;
          say(form.dataset.refused, false);
        } else again();
      } catch {
        if (!over) again();
      } finally {
        busy = false;
        if (dirty && !failed) later(PAUSE);
      }
    };
    form.addEventListener("input", () => {
      dirty = true;
      if (!failed) later(PAUSE);
    });
    form.addEventListener("submit", () => {
      over = true;
      window.clearTimeout(timer);
    });
    window.addEventListener("pageshow", (event) => { if (event.persisted) over = false; });
    window.addEventListener("online", () => { if (dirty) later(0); });
    document.addEventListener("visibilitychange", () => { if (document.hidden && dirty) keep(); });
  }
})();
