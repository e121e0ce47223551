// The review table by keyboard: space ticks (as any box does), arrows move, Enter opens the row.
(() => {
  "use strict";

  const form = document.querySelector("form[data-review]");
  if (!form) return;
  const boxes = [...form.querySelectorAll("input[name=tick]")];
  const count = form.querySelector("[data-ticked]");
  const passing = form.querySelector("button[name=pass]");
  const verb = form.dataset.review;

  const say = () => {
    const ticked = boxes.filter((box) => box.checked);
    const flagged = ticked.filter((box) => "flagged" in box.dataset).length;
    count.textContent = ticked.length ? `Đã chọn ${ticked.length}${flagged ? `, ${flagged} có cờ` : ""}` : "";
    passing.textContent = ticked.length ? `${verb} ${ticked.length} dòng đã chọn` : `${verb} dòng đã chọn`;
  };

  form.querySelector("[data-tick-clean]").addEventListener("click", (event) => {
    event.preventDefault();
    boxes.forEach((box) => (box.checked = !("flagged" in box.dataset)));
    say();
  });

  form.addEventListener("change", (event) => event.target.name === "tick" && say());

  form.addEventListener("keydown", (event) => {
    const at = boxes.indexOf(event.target);
    if (at < 0) {
      // Enter in a reason sends nothing: which of the two buttons was meant?
      if (event.key === "Enter" && event.target.matches("input")) event.preventDefault();
      return;
    }
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      boxes[at + (event.key === "ArrowDown" ? 1 : -1)]?.focus();
    } else if (event.key === "Enter") {
      const details = event.target.closest("tr").querySelector("details");
      details.open = !details.open;
      if (details.open) event.target.closest("tr").nextElementSibling.querySelector("input").focus();
    } else return;
    event.preventDefault();
  });

  say();
})();
