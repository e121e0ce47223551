// What pages do a little better with JavaScript. Everything here works without it too.
(() => {
  "use strict";

  // Menus (<details data-menu>) close on Escape, on a click elsewhere, and when another opens.
  const menus = () => document.querySelectorAll("details[data-menu][open]");
  document.addEventListener("click", (event) => {
    menus().forEach((menu) => {
      if (!menu.contains(event.target)) menu.open = false;
    });
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    menus().forEach((menu) => {
      menu.open = false;
      menu.querySelector("summary").focus();
    });
  });

  // The search opens with its box in focus, also by the key "/" outside of a field.
  const search = () => document.querySelector("details[data-search]");
  document.addEventListener("toggle", (event) => {
    if (event.target === search() && event.target.open) event.target.querySelector("input[type=search]").focus();
  }, true);
  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest("input, textarea, select, [contenteditable]");
    if (event.key !== "/" || typing || event.ctrlKey || event.metaKey || event.altKey || !search()) return;
    event.preventDefault();
    search().open = true;
  });

  // The address of a clause opens the branch of the plan that holds it.
  const clause = decodeURIComponent(location.hash.slice(1));
  if (clause && document.querySelector("[data-tree]") && !document.getElementById(clause)) {
    const address = new URL(location);
    if (address.searchParams.get("mo") !== clause) {
      address.searchParams.set("mo", clause);
      location.replace(address);
    }
  }

  // An error summary takes the focus, so that it is read and its links are next.
  const focusSummary = (root) => root.querySelector("[data-focus]")?.focus();
  document.addEventListener("DOMContentLoaded", () => focusSummary(document));

  // Filters left empty do not stand in the address.
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!form.matches("form[data-drop-empty]")) return;
    const empty = [...form.elements].filter((field) => field.name && field.value === "");
    empty.forEach((field) => (field.disabled = true));
    setTimeout(() => empty.forEach((field) => (field.disabled = false)), 0);
  });
  document.addEventListener("htmx:configRequest", (event) => {
    const form = event.target.closest("form[data-drop-empty]");
    if (!form) return;
    const parameters = event.detail.parameters;
    Object.keys(parameters).forEach((name) => parameters[name] === "" && delete parameters[name]);
  });

  // A text is copied by a button; without JavaScript it is marked and copied by hand.
  document.querySelectorAll("[data-copy]").forEach((button) => {
    button.hidden = false;
    button.addEventListener("click", async () => {
      const text = document.querySelector(button.dataset.copy);
      text.select();
      // The clipboard is closed to pages without HTTPS; the older way is not.
      await (navigator.clipboard?.writeText(text.value) ?? Promise.reject()).catch(() => document.execCommand("copy"));
      button.textContent = button.dataset.copied;
    });
  });

  // A form is sent once; its button says what is going on.
  document.addEventListener("submit", (event) => {
    const button = event.submitter;
    if (event.defaultPrevented || !button?.dataset.busy) return;
    setTimeout(() => {
      button.disabled = true;
      button.textContent = button.dataset.busy;
    }, 0);
  });
  window.addEventListener("pageshow", (event) => {
    if (event.persisted) window.location.reload();
  });

  // Selects that act at once where the form says so.
  document.addEventListener("change", (event) => {
    event.target.closest("form[data-autosubmit]")?.requestSubmit();
  });

  // Leaving a form with unsaved changes asks first.
  let unsaved = false;
  document.addEventListener("input", (event) => {
    if (event.target.closest("form[data-unsaved]")) unsaved = true;
  });
  document.addEventListener("submit", (event) => (unsaved &&= event.defaultPrevented));
  window.addEventListener("beforeunload", (event) => unsaved && event.preventDefault());

  // Signing out leaves nothing on the machine of what could not be saved.
  document.addEventListener("submit", (event) => {
    if (!event.target.action?.endsWith("/dang-xuat/")) return;
    Object.keys(localStorage).filter((key) => key.startsWith("bachdang:")).forEach((key) => localStorage.removeItem(key));
  });

  // Buttons that print the page are of no use without JavaScript: they are hidden until here.
  document.addEventListener("click", (event) => event.target.closest("[data-print]") && window.print());
  document.addEventListener("click", (event) => {
    if (!event.target.closest("[data-full-screen]")) return;
    if (document.fullscreenElement) document.exitFullscreen();
    else document.documentElement.requestFullscreen?.();
  });
  document.addEventListener("DOMContentLoaded", () => {
    document.querySelectorAll("[data-print][hidden], [data-full-screen][hidden]").forEach((button) => (button.hidden = false));
  });

  // What went wrong on the way is said, not swallowed.
  const notice = (text) => {
    const place = document.getElementById("notice");
    if (place) place.textContent = text;
  };
  document.addEventListener("change", (event) => {
    for (let fold = event.target.closest("[data-chosen]"); fold; fold = fold.parentElement.closest("[data-chosen]")) {
      const found = [...fold.querySelectorAll("select, input")].filter((one) => one.value).length;
      fold.querySelector(".filter-bar__chosen").textContent = found ? ` (${found})` : "";
    }
  });
  document.addEventListener("htmx:beforeRequest", () => notice(""));
  document.addEventListener("htmx:afterSwap", (event) => focusSummary(event.detail.target));
  document.addEventListener("htmx:sendError", () =>
    notice("Không kết nối được với máy chủ. Kiểm tra mạng nội bộ rồi thử lại."));
  document.addEventListener("htmx:responseError", (event) => {
    if (event.detail.xhr.status === 401) return; // js/session.js signs in and asks again
    if (event.detail.xhr.status >= 500) notice("Hệ thống gặp lỗi, việc vừa làm có thể chưa được lưu. Xin thử lại.");
    else notice("Không thực hiện được. Xin tải lại trang rồi thử lại.");
  });

  // A security key signs what the page asks; its answer is sent as the form's field.
  document.addEventListener("click", async ({ target }) => {
    const button = target.closest("[data-passkey]");
    if (!button) return;
    const { form, dataset } = button;
    const asked = JSON.parse(dataset.options).publicKey;
    const Key = window.PublicKeyCredential;
    try {
      const answer = dataset.passkey === "create"
        ? await navigator.credentials.create({ publicKey: Key.parseCreationOptionsFromJSON(asked) })
        : await navigator.credentials.get({ publicKey: Key.parseRequestOptionsFromJSON(asked) });
      form.elements.passkey.value = JSON.stringify(answer.toJSON());
      form.requestSubmit();
    } catch {
      form.querySelector("[data-passkey-said]").textContent = "Chưa dùng được khóa bảo mật ở máy này. Thử lại, hoặc nhập mã.";
    }
  });
})();
