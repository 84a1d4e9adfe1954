/* Conditions and rules of a form while it is filled in. Comfort only: the server asks and judges the same without it.
   The trees come ready parsed; this evaluates them as `expressions/evaluating.py` does (tests/expressions.json). */
"use strict";

(() => {
  const LARGEST = 9007199254740991;
  const isNumber = (value) => typeof value === "number";
  const asDay = (value) => {
    const found = typeof value === "string" && /^([0-9]{4})-([0-9]{2})-([0-9]{2})$/.exec(value);
    if (!found || found[1] === "0000") return null;
    const day = new Date(Date.UTC(2000, 0, 1));
    day.setUTCFullYear(Number(found[1]), Number(found[2]) - 1, Number(found[3]));
    return day.toISOString().slice(0, 10) === value ? value : null;
  };
  const number = (day) => Math.round(Date.parse(`${day}T00:00:00Z`) / 86400000);
  const same = (left, right) => typeof left === typeof right && !Array.isArray(left) && left === right;
  const answer = (value) =>
    value === undefined || value === "" || (Array.isArray(value) && !value.length) ? null : value;
  const rows = (tree, answers) => (Array.isArray(answers[tree[1]]) ? answers[tree[1]] : []);
  const isRow = (row) => row !== null && typeof row === "object" && !Array.isArray(row);
  const within = (value) => (Math.abs(value) <= LARGEST ? value : null);

  const value = (tree, answers, today) => {
    const of = (part) => value(part, answers, today);
    const what = tree[0];
    if (what === "number" || what === "text" || what === "yes" || what === "day") return tree[1];
    if (what === "name") return answer(answers[tree[1]] ?? null);
    if (what === "nothing") return null;
    if (what === "today") return today;
    if (what === "list") return tree.slice(1).map(of);
    if (what === "and") return tree.slice(1).every((part) => of(part) === true);
    if (what === "or") return tree.slice(1).some((part) => of(part) === true);
    if (what === "not") return of(tree[1]) !== true;
    if (what === "given") return of(tree[1]) !== null;
    if (what === "count") {
      const there = rows(tree[1], answers);
      return tree.length === 2 ? there.length
        : there.filter((row) => isRow(row) && value(tree[2], row, today) === true).length;
    }
    if (what === "sum") {
      const values = rows(tree[1], answers).filter(isRow).map((row) => value(tree[2], row, today)).filter(isNumber);
      return within(values.reduce((total, one) => total + one, 0));
    }
    const left = of(tree[1]);
    if (what === "age") {
      const born = asDay(left), at = tree.length > 2 ? asDay(of(tree[2])) : today;
      if (born === null || at === null || at < born) return null;
      return Number(at.slice(0, 4)) - Number(born.slice(0, 4)) - (at.slice(5) < born.slice(5) ? 1 : 0);
    }
    const right = of(tree[2]);
    if (what === "days") {
      const first = asDay(left), last = asDay(right);
      return first === null || last === null ? null : number(last) - number(first);
    }
    if (what === "==" || what === "!=") {
      const none = left === null || right === null;
      const named = tree[1][0] === "nothing" || tree[2][0] === "nothing";
      const equal = none ? named && left === null && right === null : same(left, right);
      return what === "==" ? equal : !equal;
    }
    if (what === "in") {
      if (left === null || !Array.isArray(right)) return false;
      const parts = Array.isArray(left) ? left : [left];
      return parts.some((part) => right.some((wanted) => wanted !== null && same(part, wanted)));
    }
    if (what === "+" || what === "-" || what === "*") {
      if (!isNumber(left) || !isNumber(right)) return null;
      return within(what === "+" ? left + right : what === "-" ? left - right : left * right);
    }
    let [one, other] = [left, right];
    if (typeof one === "string" && typeof other === "string") [one, other] = [asDay(one), asDay(other)];
    else if (!isNumber(one) || !isNumber(other)) return false;
    if (one === null || other === null) return false;
    return what === "<" ? one < other : what === "<=" ? one <= other : what === ">" ? one > other : one >= other;
  };

  /* What stands in the fields of a page, understood as the server will understand it; what is not, is nothing. */
  const ERAS = { 令和: [2018, "2019-05-01", "9999-12-31"], 平成: [1988, "1989-01-08", "2019-04-30"],
    昭和: [1925, "1926-12-25", "1989-01-07"], 大正: [1911, "1912-07-30", "1926-12-24"], 西暦: [0, "0001-01-01", "9999-12-31"] };
  const plain = (text) => (text ?? "").normalize("NFKC").trim();
  const typedNumber = (text) => {
    const digits = plain(text).replace(/[,、，\s円]/g, "");
    return /^-?[0-9]{1,15}$/.test(digits) ? Number(digits) : null;
  };
  const typedDay = (era, year, month, day) => {
    const told = ERAS[era], nth = plain(year) === "元" ? 1 : typedNumber(year);
    const [m, d] = [typedNumber(month), typedNumber(day)];
    if (!told || nth === null || m === null || d === null || nth < 1) return null;
    const two = (part) => String(part).padStart(2, "0");
    const found = asDay(`${String(told[0] + nth).padStart(4, "0")}-${two(m)}-${two(d)}`);
    return found !== null && found >= told[1] && found <= told[2] ? found : null;
  };
  const read = (data, name, sort) => {
    if (sort === "number") return typedNumber(data.get(name));
    if (sort === "day") return typedDay(...["era", "year", "month", "day"].map((part) => data.get(`${name}_${part}`)));
    if (sort === "yes") return { yes: true, on: true, no: false }[data.get(name)] ?? null;
    if (sort === "texts") return data.getAll(name);
    if (isRow(sort)) {
      const there = [];
      for (let place = 0; place < Number(data.get(`${name}-rows`) ?? 0); place += 1) {
        const row = {};
        for (const [key, of] of Object.entries(sort)) row[key] = read(data, `${name}-${place}-${key}`, of);
        if (Object.values(row).some((part) => answer(part) !== null)) there.push(row);
      }
      return there;
    }
    return (data.get(name) ?? "").trim();
  };

  if (typeof document === "undefined") {
    globalThis.tomoniAnswers = { value, typedNumber, typedDay };
    return;
  }
  for (const form of document.querySelectorAll("form[data-answers]")) {
    const told = JSON.parse(form.dataset.answers);
    const block = (key) => form.querySelector(`[data-asked="${key}"]`);
    const look = () => {
      const data = new FormData(form), answers = { ...told.known };
      for (const [name, sort] of Object.entries(told.sorts)) answers[name] = read(data, name, sort);
      for (const [key, tree] of Object.entries(told.conditions)) {
        const asked = value(tree, answers, told.today) === true;
        const found = block(key);
        if (found) found.hidden = !asked;
        if (!asked) for (const name of told.names[key] ?? []) answers[name] = null;
      }
      for (const line of form.querySelectorAll("[data-rule]")) {
        const rule = told.rules[Number(line.dataset.rule)];
        const waits = rule.reads.some((name) => answer(answers[name] ?? null) === null);
        const broken = !waits && value(rule.must, answers, told.today) !== true;
        const already = (line.previousElementSibling?.textContent ?? "").includes(rule.says);
        const words = broken && !already ? rule.says : "";
        if (line.textContent !== words) line.textContent = words;
      }
    };
    form.addEventListener("input", look);
    form.addEventListener("change", look);
    window.addEventListener("pageshow", look);
    look();
  }
})();
