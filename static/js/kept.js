// What was typed into Việc của tôi and is not saved yet: kept on this machine, by person, plan and round.
(() => {
  "use strict";

  const place = document.querySelector("[data-work]");
  if (!place) return;
  const PREFIX = `bachdang:viec:${place.dataset.work}:`;
  let leaving = false; // signing out: app.js forgets what is kept, and nothing is kept after it
  document.addEventListener("submit", (event) => (leaving ||= Boolean(event.target.action?.endsWith("/dang-xuat/"))));
  // Another page is on its way and may have been drawn before the save that ends now: it compares for itself.
  let turning = false;
  window.addEventListener("beforeunload", () => (turning = true));

  // Without storage, or without room in it, the page itself still holds what was typed, and leaving it asks.
  const trying = (act) => {
    try {
      return act();
    } catch {
      return undefined;
    }
  };
  const kept = {
    set: (id, values) => {
      turning = false;
      if (!leaving) trying(() => localStorage.setItem(PREFIX + id, JSON.stringify(values)));
    },
    get: (id) => trying(() => JSON.parse(localStorage.getItem(PREFIX + id))) ?? null,
    drop: (id) => turning || trying(() => localStorage.removeItem(PREFIX + id)),
    ids: () => (trying(() => Object.keys(localStorage)) ?? [])
      .filter((key) => key.startsWith(PREFIX)).map((key) => key.slice(PREFIX.length)),
  };
  window.bachdang = { ...window.bachdang, kept };

  // Rows that are not open any more: sent on, or the round was locked. It is shown until it is said to be of no use.
  if ("narrowed" in place.dataset) return;
  kept.ids().filter((id) => !document.getElementById(id)).forEach((id) => {
    const one = kept.get(id);
    const text = Object.values(one?.values ?? {}).filter((value) => value.trim()).join("; ");
    if (!text) return kept.drop(id);
    const line = document.createElement("li");
    const button = Object.assign(document.createElement("button"), {
      type: "button", className: "button button--small", textContent: "Bỏ",
    });
    button.setAttribute("aria-label", `Bỏ số đã gõ của ${one.code}`);
    button.addEventListener("click", () => {
      turning = false; // what was taken for another page may have been a file
      kept.drop(id);
      line.remove();
      place.hidden = !place.children.length;
    });
    line.append(`${one.code}: đã gõ “${text}” nhưng chưa lưu được, vì việc này không còn mở để nhập. `, button);
    place.append(line);
    place.hidden = false;
  });
})();
