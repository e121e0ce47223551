// A table to type into: up and down go to the next row's box, a pasted column or block fills the boxes below.
// Without this file the page is one form with a button.
(() => {
  "use strict";

  const form = document.querySelector("form[data-cells]");
  if (!form) return;
  const BOXES = "td input[type=text], td textarea, td select";
  const rows = [...form.querySelectorAll("tbody tr")];
  const columnOf = (box) => box.name.slice(0, box.name.lastIndexOf("-"));
  const boxOf = (row, column) => [...row.querySelectorAll(BOXES)].find((box) => columnOf(box) === column);
  const columns = [...new Set(rows.flatMap((row) => [...row.querySelectorAll(BOXES)].map(columnOf)))];

  const step = (box, by) => {
    for (let place = rows.indexOf(box.closest("tr")) + by; rows[place]; place += by) {
      const next = boxOf(rows[place], columnOf(box));
      if (next) {
        next.focus();
        next.select?.();
        return true;
      }
    }
    return false;
  };

  form.addEventListener("keydown", (event) => {
    const box = event.target;
    if (!box.matches(BOXES) || event.altKey || event.ctrlKey || event.metaKey || event.isComposing) return;
    const moves = { ArrowDown: 1, ArrowUp: -1, Enter: event.shiftKey ? -1 : 1 };
    // In a box of several lines and in a list to choose from the arrows have work of their own; so has an offer.
    const own = box.matches("textarea, select, [list]") && event.key !== "Enter";
    if (!(event.key in moves) || own || (event.key === "Enter" && box.matches("textarea"))) return;
    event.preventDefault();
    step(box, moves[event.key]);
  });

  form.addEventListener("paste", (event) => {
    const box = event.target;
    const text = event.clipboardData?.getData("text/plain").replace(/\r\n?/g, "\n").replace(/\n$/, "") ?? "";
    if (!box.matches(BOXES) || !(box.matches("textarea") ? /\t/ : /[\n\t]/).test(text)) return;
    event.preventDefault();
    const first = rows.indexOf(box.closest("tr"));
    const from = columns.indexOf(columnOf(box));
    const left = [];
    text.split("\n").forEach((line, down) => line.split("\t").forEach((value, right) => {
      const row = rows[first + down];
      const cell = row && columns[from + right] && boxOf(row, columns[from + right]);
      if (!value.trim()) return;
      if (cell && !cell.matches("select")) cell.value = value.trim();
      else left.push(value.trim());
    }));
    form.querySelector("[data-said]").textContent =
      left.length ? `${left.length} giá trị không có ô để dán: ${left.join("; ").slice(0, 160)}` : "";
    box.dispatchEvent(new Event("input", { bubbles: true }));
  });
})();
