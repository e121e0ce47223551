// The session of the person whose page this is: warned of before it ends, taken up again over the page.
// window.bachdang.signIn() is a promise that what waits (a save, a chart) may go on; it fails when the person puts it off.
(() => {
  "use strict";

  const own = document.currentScript.dataset;
  const SCRIPT = { "X-Requested-With": "fetch" };
  const channel = "BroadcastChannel" in window ? new BroadcastChannel("bachdang:session") : null;
  const tell = () => channel?.postMessage(own.person);
  const make = (tag, values) => Object.assign(document.createElement(tag), values);

  const look = async (method = "GET") => {
    const body = method === "POST" ? new URLSearchParams({ csrfmiddlewaretoken: token }) : undefined;
    const response = await fetch(own.state, { method, body, headers: SCRIPT });
    if (response.status === 401) return look();
    if (!response.ok) throw new Error(`session: ${response.status}`);
    return response.json();
  };

  // Another person has signed in: nothing of this page is sent for them, it is opened anew. Never comes back.
  const leave = () => {
    window.addEventListener("beforeunload", (event) => event.stopImmediatePropagation(), { capture: true });
    location.replace(location.pathname + location.search);
    return new Promise(() => {});
  };

  // --- What the server says holds for every form of the page ---------------------------------------------------

  let token = document.querySelector("[name=csrfmiddlewaretoken]")?.value ?? "";
  let ends = Date.now() + Number(own.left) * 1000;
  let slides = true;
  const take = (state) => {
    ends = Date.now() + state.left * 1000;
    ({ slides, token } = state);
    document.querySelectorAll("input[name=csrfmiddlewaretoken]").forEach((field) => (field.value = token));
    watch();
  };

  // --- Signing in over the page ----------------------------------------------------------------------------------

  const box = async (address) => {
    const dialog = make("dialog", { className: "card session-box" });
    const show = (html) => {
      dialog.replaceChildren(...new DOMParser().parseFromString(html, "text/html").body.childNodes);
      const title = dialog.querySelector("h2");
      if (title) dialog.setAttribute("aria-labelledby", (title.id ||= "session-box-title"));
      const name = dialog.querySelector("[name=username]");
      if (name) name.value ||= own.person;
      dialog.querySelector("[type=password], [autofocus]")?.focus();
    };
    const open = async (url) => show(await (await fetch(url, { headers: SCRIPT })).text());
    await open(address);
    document.body.append(dialog);
    dialog.showModal();
    dialog.querySelector("[type=password]")?.focus();

    const closed = new Promise((resolve, reject) => {
      const send = async (form) => {
        const response = await fetch(form.action, { method: "POST", body: new FormData(form), headers: SCRIPT });
        if (!response.headers.get("Content-Type")?.includes("json")) return show(await response.text());
        const state = await response.json();
        if (state.person !== own.person) return leave();
        if (state.change) return open(state.change);
        tell();
        return resolve(state);
      };
      dialog.addEventListener("submit", (event) => {
        event.preventDefault();
        event.stopPropagation();
        const button = event.submitter;
        if (button) button.disabled = true;
        send(event.target)
          .catch(() => show(`<p role="alert">Không kết nối được với máy chủ. Kiểm tra mạng nội bộ rồi thử lại.</p>${later}`))
          .finally(() => button && (button.disabled = false));
      });
      dialog.addEventListener("click", (event) => event.target.closest("[data-later]") && dialog.close());
      dialog.addEventListener("close", () => reject(new Error("put off")));
      // Signed in in another tab meanwhile.
      channel?.addEventListener("message", async () => {
        const state = await look();
        if (state.person && state.person !== own.person) leave();
        else if (state.person && !state.change) resolve(state);
      });
    });
    try {
      return await closed;
    } finally {
      dialog.remove();
    }
  };
  const later = '<div class="toolbar"><button class="button" type="button" data-later>Đóng</button></div>';

  let asking = null;
  let renewed = []; // when a page of before another sign-in took over its token; more often than that is a fault
  const ask = async ({ anew = false } = {}) => {
    let state = await look();
    if (state.person && state.person !== own.person) return leave();
    renewed = renewed.filter((at) => Date.now() - at < 10_000);
    if (renewed.length > 5) throw new Error("refused again and again");
    renewed.push(Date.now());
    if (anew || !state.person || state.change) state = await box(state.person && state.change ? state.change : own.signIn);
    return take(state);
  };
  const signIn = (how) => (asking ??= ask(how).finally(() => (asking = null)));

  // --- The warning --------------------------------------------------------------------------------------------------

  let bar = null;
  let timer = 0;
  const left = () => ends - Date.now();
  const clear = () => {
    bar?.remove();
    bar = null;
  };
  const warn = () => {
    if (!bar) {
      bar = make("div", { className: "session-warning" });
      const words = make("p", { className: "session-warning__text" });
      words.setAttribute("role", "status");
      const button = make("button", {
        type: "button", className: "button button--primary",
        textContent: slides ? "Tiếp tục làm việc" : "Đăng nhập lại",
      });
      button.addEventListener("click", () => (slides ? prolong() : signIn({ anew: true })).catch(() => {}));
      bar.append(words, button);
      document.body.append(bar);
    }
    const minutes = Math.max(Math.ceil(left() / 60_000), 1);
    bar.querySelector("p").textContent = `Phiên làm việc còn khoảng ${minutes} phút. Nội dung đang nhập không bị mất.`;
  };
  const prolong = async () => {
    const state = await look("POST");
    if (state.person !== own.person) return signIn();
    take(state);
    return tell();
  };
  // Before it is said, the server is asked: work in another tab has moved the end on.
  async function watch({ sure = true } = {}) {
    clearTimeout(timer);
    const wait = left() - Number(own.warn) * 1000;
    if (wait > 0) {
      clear();
      timer = setTimeout(() => watch({ sure: false }), Math.min(wait + 500, 0x7fffffff));
    } else if (!sure) {
      const state = await look().catch(() => null);
      if (!state) timer = setTimeout(() => watch({ sure: false }), 30_000);
      else if (state.person === own.person && !state.change) take(state);
      else {
        clear();
        signIn().catch(() => {});
      }
    } else {
      warn();
      timer = setTimeout(() => watch({ sure: false }), Math.min(30_000, Math.max(left(), 0) + 500));
    }
  }
  watch({ sure: false });
  document.addEventListener("visibilitychange", () => document.hidden || watch({ sure: false }));
  channel?.addEventListener("message", async () => {
    if (asking) return;
    const state = await look().catch(() => null);
    if (state?.person && state.person !== own.person) leave();
    else if (state?.person) take(state);
  });

  // --- What is sent ---------------------------------------------------------------------------------------------------

  // Before a form leaves the page: is the session there, and the same person's?
  const checked = new WeakSet();
  const checking = new WeakSet();
  document.addEventListener("submit", async (event) => {
    const form = event.target;
    const isExit = form.action.endsWith("/dang-xuat/");
    if (checked.delete(form) || event.defaultPrevented || form.method !== "post" || isExit) return;
    event.preventDefault();
    if (checking.has(form)) return;
    checking.add(form);
    const button = event.submitter;
    try {
      const state = await look();
      if (state.person === own.person && !state.change) take(state);
      else await signIn();
      checked.add(form);
      form.requestSubmit(button);
    } catch {
      const place = document.getElementById("notice");
      if (place) {
        place.textContent = "Chưa gửi được: không kết nối được với máy chủ, hoặc chưa đăng nhập lại. Nội dung đã nhập còn trên trang này.";
        place.scrollIntoView({ block: "center" });
      }
    } finally {
      checking.delete(form);
    }
  });

  // A request of a script: told that the session is over, it is made again after signing in.
  const ownFetch = async (url, { headers = {}, ...options } = {}) => {
    const send = () => fetch(url, { ...options, headers: { ...SCRIPT, ...headers } });
    const response = await send();
    if (response.status !== 401) return response;
    await signIn();
    return send();
  };
  document.addEventListener("htmx:responseError", ({ detail: { xhr, requestConfig: asked, target, elt } }) => {
    if (xhr.status !== 401) return;
    const values = Object.fromEntries([...asked.formData].filter(([name]) => name !== "csrfmiddlewaretoken"));
    signIn().then(() => window.htmx.ajax(asked.verb, asked.path, { source: elt, target, values })).catch(() => {});
  });

  window.bachdang = { ...window.bachdang, signIn, fetch: ownFetch };
})();
