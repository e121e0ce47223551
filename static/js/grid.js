// Việc của tôi: each box saves itself and says so; what could not be saved is kept on this machine until it is.
// Without this file the page is one form with two buttons.
(() => {
  "use strict";

  const form = document.querySelector("form[data-grid]");
  if (!form) return;
  const WAITS = [5, 15, 60]; // seconds before an item is tried again
  const REFUSED = "cần xem lại"; // sent again only when something is changed or answered
  const bar = form.querySelector("[data-kept]");
  const retry = form.querySelector("[data-retry]");
  const items = () => [...form.querySelectorAll("tbody.work")];
  const fields = (item) => [...item.querySelectorAll("input[name], textarea[name], select[name]")];
  const typed = (item) => fields(item).filter((field) => field.type !== "hidden");
  const isChoice = (field) => ["radio", "checkbox"].includes(field.type);
  const seen = (item) => item.querySelector('input[name$="-seen"]');
  // Where a line is saved and opened: the page's own address, as it is filtered, with the line's code.
  const address = (item, act) => {
    const url = new URL(form.action);
    url.pathname += `${encodeURIComponent(item.dataset.code)}/${act}/`;
    return url.href;
  };
  const token = () => form.querySelector("[name=csrfmiddlewaretoken]").value;

  const { kept } = window.bachdang;
  const keep = (item) => {
    const values = Object.fromEntries(
      typed(item).filter((field) => !isChoice(field)).map((field) => [field.name, field.value]));
    kept.set(item.id, { code: item.dataset.code, seen: seen(item)?.value ?? "", values });
  };

  // --- What a line says of itself ---------------------------------------------------------------------------

  const unsaved = new Map(); // id of the item → why it is not saved yet
  const say = (item, words, isFault) => {
    const place = item.querySelector(".work__saving");
    if (place) place.textContent = words;
    item.classList.toggle("work--unsaved", Boolean(isFault));
  };
  const count = () => {
    bar.textContent = unsaved.size ? `${unsaved.size} dòng chưa lưu, đang giữ trên máy này` : "";
    retry.hidden = !unsaved.size;
    const ready = items().filter((item) => "ready" in item.dataset).length;
    form.querySelector("strong[data-left]").textContent = String(items().length - ready);
    form.querySelector("strong[data-ready]").textContent = String(ready);
  };

  // --- Saving -----------------------------------------------------------------------------------------------

  const running = new Map(); // id of the item → the promise of its save
  const tries = new Map();
  const snapshot = (item) => JSON.stringify(
    typed(item).map((field) => [field.name, isChoice(field) ? field.checked : field.value]));
  const saved = new Map(); // id of the item → what the server has
  items().forEach((item) => saved.set(item.id, snapshot(item)));

  const later = (item, words) => {
    unsaved.set(item.id, words);
    say(item, `chưa lưu: ${words}`, true);
    const wait = WAITS[Math.min(tries.get(item.id) ?? 0, WAITS.length - 1)];
    tries.set(item.id, (tries.get(item.id) ?? 0) + 1);
    setTimeout(() => unsaved.has(item.id) && save(document.getElementById(item.id)), wait * 1000);
  };

  // The line as the server gives it back; the box one stands in keeps the focus, and what was typed meanwhile stays.
  const replace = (item, html, sent) => {
    const fresh = new DOMParser().parseFromString(`<table>${html}</table>`, "text/html").querySelector("tbody.work");
    if (!fresh) return item;
    if (snapshot(item) !== sent) {
      if (seen(item) && seen(fresh)) seen(item).value = seen(fresh).value;
      return item;
    }
    const at = document.activeElement?.name;
    const inside = item.contains(document.activeElement);
    fresh.classList.toggle("work--folded", item.classList.contains("work--folded"));
    item.replaceWith(fresh);
    outOfTab(fresh);
    window.htmx?.process(fresh);
    if (inside && at) fresh.querySelector(`[name="${CSS.escape(at)}"]`)?.focus();
    return fresh;
  };

  const settle = async (item, response, sent) => {
    const text = await response.text();
    const isRow = text.includes(`class="work" id="${item.id}"`);
    if (response.ok && isRow) {
      tries.delete(item.id);
      unsaved.delete(item.id);
      const now = replace(item, text, sent);
      saved.set(now.id, sent);
      if (now === item) return void save(now); // something was typed meanwhile
      kept.drop(now.id);
      saved.set(now.id, snapshot(now));
    } else if (response.status === 401 || response.redirected) {
      unsaved.set(item.id, "phiên đã hết");
      say(item, "chưa lưu: phiên đã hết", true);
      await signIn();
      save(item); // not awaited: it waits for this one to end
    } else if (isRow) {
      const now = replace(item, text, sent);
      if (now === item) return void save(now);
      unsaved.set(now.id, REFUSED);
      now.classList.add("work--unsaved");
      keep(now);
      saved.set(now.id, snapshot(now)); // not sent again until something is changed
    } else if (response.status >= 500) {
      later(item, "máy chủ gặp lỗi, sẽ thử lại");
    } else {
      unsaved.set(item.id, "không lưu được");
      say(item, "chưa lưu: không còn nhập được", true);
    }
  };

  let asked = null;
  const signIn = () => {
    if (!window.bachdang?.signIn) return Promise.reject(new Error("signed out"));
    asked ??= window.bachdang.signIn().finally(() => (asked = null));
    return asked;
  };

  const save = (item, extra = {}) => {
    if (!item?.isConnected) return Promise.resolve();
    const before = running.get(item.id) ?? Promise.resolve();
    const job = before.then(async () => {
      const here = document.getElementById(item.id);
      const sent = snapshot(here);
      const waits = unsaved.has(here.id) && unsaved.get(here.id) !== REFUSED;
      if (sent === saved.get(here.id) && !waits && !Object.keys(extra).length) return;
      say(here, "đang lưu…");
      const body = new URLSearchParams({ csrfmiddlewaretoken: token() });
      fields(here).forEach((field) => {
        if (!isChoice(field) || field.checked) body.append(field.name, field.value);
      });
      Object.entries(extra).forEach(([name, value]) => body.set(name, value));
      try {
        const response = await fetch(address(here, "luu"), {
          method: "POST", body, headers: { "HX-Request": "true", "X-Requested-With": "fetch" },
        });
        await settle(here, response, sent);
      } catch {
        if (unsaved.get(here.id) !== "phiên đã hết") later(here, "mất kết nối, sẽ thử lại");
      }
      count();
    });
    const done = job.finally(() => running.get(item.id) === done && running.delete(item.id));
    running.set(item.id, done);
    return done;
  };
  const saveAll = () => {
    unsaved.forEach((_, id) => tries.delete(id));
    return Promise.all(items().map((item) => save(item)));
  };

  form.addEventListener("input", (event) => {
    const item = event.target.closest("tbody.work");
    if (!item) return;
    keep(item);
    count();
  });
  // A row that is open is sent once it says something: the result, a figure, or why there is none.
  const isBlank = (item) => !item.querySelector(".work__fault, [role=alert]")
    && typed(item).every((field) => !/-(result|no_data_reason|(estimate|official|to_cutoff)_\w+)$/.test(field.name)
      || !field.value.trim());
  form.addEventListener("change", (event) => {
    const item = event.target.closest("tbody.work");
    if (!item) return;
    if (!("whole" in item.dataset) || !isBlank(item)) return void save(item);
    say(item, "chưa lưu: chưa có số hoặc kết quả", true);
  });
  window.addEventListener("online", saveAll);
  retry.addEventListener("click", saveAll);
  // A button that answers a question of a box saves the row with the answer.
  form.addEventListener("click", (event) => {
    const button = event.target.closest("tbody.work button[name]");
    if (!button) return;
    event.preventDefault();
    event.stopPropagation();
    save(button.closest("tbody.work"), { [button.name]: button.value });
  }, true);

  // --- Opening: what is in the line is saved, then all of the report takes its place --------------------------

  const toggle = async (item) => {
    if ("whole" in item.dataset) return void item.classList.toggle("work--folded");
    await save(item);
    const here = document.getElementById(item.id);
    if (!unsaved.has(here.id)) await open(here);
  };
  // The report as it stands takes the place of the line.
  const open = async (here) => {
    const sent = snapshot(here);
    try {
      const response = await fetch(address(here, "mo"), { headers: { "HX-Request": "true" } });
      if (response.redirected) return void location.assign(here.querySelector("[data-open]").href);
      const now = replace(here, await response.text(), sent);
      saved.set(now.id, snapshot(now));
      now.querySelector(".work__more :is(input, select, textarea):not([type=hidden])")?.focus();
    } catch {
      say(here, "mất kết nối, chưa mở được", true);
    }
  };
  // What somebody else saved is taken: what was typed here is let go.
  form.addEventListener("click", async (event) => {
    const item = event.target.closest("a[data-theirs]")?.closest("tbody.work");
    if (!item) return;
    event.preventDefault();
    await running.get(item.id);
    const here = document.getElementById(item.id);
    kept.drop(here.id);
    unsaved.delete(here.id);
    await open(here);
    count();
  });
  form.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-open]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    toggle(link.closest("tbody.work"));
  });

  // --- Sending: first everything is saved, and nothing is sent from a page that cannot reach the server --------

  let sending = false;
  let preparing = false; // pressed twice, it is sent once
  const prepared = async () => {
    await saveAll();
    count();
    const open = items().find((item) => unsaved.has(item.id));
    if (open) {
      open.scrollIntoView({ block: "center" });
      typed(open)[0]?.focus();
      return false;
    }
    try {
      await fetch(location.href, { method: "HEAD" });
      return true;
    } catch {
      bar.textContent = "Không kết nối được với máy chủ, chưa gửi. Số đã gõ vẫn còn trên máy này.";
      return false;
    }
  };
  form.addEventListener("submit", async (event) => {
    if (sending) return;
    event.preventDefault();
    if (preparing) return;
    preparing = true;
    const button = event.submitter;
    sending = await prepared().finally(() => (preparing = false));
    if (sending) form.requestSubmit(button);
  });
  window.addEventListener("beforeunload", (event) => {
    const open = items().some((item) => unsaved.has(item.id) && !kept.get(item.id));
    if (open && !sending) event.preventDefault();
  });

  // --- Keys ---------------------------------------------------------------------------------------------------

  // Tab goes from box to box: the name of a line and what opens it are reached by Alt + arrow down, or the pointer.
  function outOfTab(item) {
    item.querySelectorAll(".work__line a").forEach((one) => (one.tabIndex = -1));
  }
  items().forEach(outOfTab);
  const cells = () => [...form.querySelectorAll("[data-cell]")].filter((cell) => cell.offsetParent);
  const step = (cell, by) => {
    const all = cells();
    const next = all[all.indexOf(cell) + by];
    next?.focus();
    next?.select?.();
    return Boolean(next);
  };
  form.addEventListener("keydown", (event) => {
    const cell = event.target.closest("[data-cell]");
    if (!cell || event.isComposing || event.ctrlKey || event.metaKey) return;
    const isText = cell.tagName === "TEXTAREA";
    if (event.key === "Enter" && event.altKey && isText) {
      event.preventDefault();
      cell.setRangeText("\n", cell.selectionStart, cell.selectionEnd, "end");
      cell.dispatchEvent(new Event("input", { bubbles: true }));
    } else if (event.key === "Enter") {
      event.preventDefault();
      if (!step(cell, event.shiftKey ? -1 : 1)) cell.blur();
    } else if (event.altKey && event.key === "ArrowDown") {
      event.preventDefault();
      toggle(cell.closest("tbody.work"));
    } else if (!isText && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
      event.preventDefault();
      step(cell, event.key === "ArrowDown" ? 1 : -1);
    } else if (event.key === "Escape") {
      cell.value = cell.defaultValue;
      cell.dispatchEvent(new Event("input", { bubbles: true }));
      save(cell.closest("tbody.work"));
    }
  });

  // --- A column from a spreadsheet -------------------------------------------------------------------------------

  // Without codes a column goes down the boxes as the unit form has its lines: one for a figure or a rating, two
  // for a fraction. Columns side by side go row by row. What went where is said.
  const boxesOf = (item) => [...item.querySelectorAll(".work__line .work__boxes :is(input[data-cell], select)")];
  const put = (box, value) => {
    if (!box.matches("select")) return void (box.value = value);
    const same = (one) => [one.textContent, one.value].some((text) => text.trim().toLowerCase() === value.toLowerCase());
    const found = [...box.options].find(same);
    if (found) box.value = found.value;
    return !found;
  };

  form.addEventListener("paste", (event) => {
    const cell = event.target.closest("input[data-cell]");
    const text = event.clipboardData?.getData("text/plain") ?? "";
    const lines = text.replace(/\r\n?/g, "\n").replace(/\n$/, "").split("\n");
    if (!cell || (lines.length === 1 && !text.includes("\t"))) return;
    event.preventDefault();
    const table = lines.map((line) => line.split("\t").map((value) => value.trim()));
    const said = table.filter((line) => line.some(Boolean));
    // Codes with their figures beside them find their own rows, in whatever order they stand.
    const rows = new Map(items().map((item) => [item.dataset.code, boxesOf(item)]));
    const isNamed = said.length > 0 && said.every(([code, value]) => value !== undefined && rows.has(code));
    const from = items().indexOf(cell.closest("tbody.work"));
    const below = items().slice(from).map(boxesOf).filter((boxes) => boxes.length);
    const isColumn = table.every((line) => line.length === 1);
    const all = below.flat();
    const places = isNamed ? said.map(([code]) => rows.get(code))
      : isColumn ? all.slice(all.indexOf(cell)).map((box) => [box]) : below;
    const values = isNamed ? said.map(([, ...figures]) => figures) : table;
    const rest = [];
    const filled = [];
    values.forEach((line, index) => line.slice(0, 2).forEach((value, beside) => {
      if (!value) return;
      const box = places[index]?.[beside];
      if (!box || put(box, value)) return void rest.push(isNamed ? `${said[index][0]} ${value}` : value);
      filled.push(box.closest("tbody.work").dataset.code);
      box.dispatchEvent(new Event("input", { bubbles: true }));
    }));
    saveAll().then(() => {
      const ends = [...new Set([filled[0], filled.at(-1)])].join(" đến ");
      const done = filled.length ? `Đã dán ${filled.length} ô, dòng ${ends}. ` : "";
      const left = rest.length ? `Dán thừa ${rest.length} ô, không có chỗ: ${rest.join("; ").slice(0, 200)}. ` : "";
      bar.textContent = `${done}${left}${bar.textContent}`;
    });
  });

  // --- What an earlier visit could not save comes back into its boxes ----------------------------------------------

  items().forEach((item) => {
    const earlier = kept.get(item.id);
    if (!earlier) return;
    const { values } = earlier;
    const differs = typed(item).filter((field) => field.name in values && field.value !== values[field.name]);
    if (!differs.length) return void kept.drop(item.id);
    differs.forEach((field) => (field.value = values[field.name]));
    if (seen(item)) seen(item).value = earlier.seen;
    unsaved.set(item.id, "giữ từ lần trước");
    say(item, "chưa lưu, giữ từ lần trước", true);
    save(item);
  });
  count();
})();
