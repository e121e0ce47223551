// What tests ask a page about how it stands on the screen: page.evaluate(SCRIPT, "question").
(question) => {
  const CONTROLS = "a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex='0']";
  const controls = () => [...document.querySelectorAll(CONTROLS)].filter(
    (one) => one.checkVisibility({ visibilityProperty: true }) && one.offsetWidth > 1 && !one.disabled && !one.closest("[inert]"));
  const named = (one) => one.outerHTML.replace(/\s+/g, " ").slice(0, 140);
  const style = (one) => getComputedStyle(one);

  // Controls beyond the left or right edge of the window, where no scrolling of a box reaches them.
  const cutOff = () => {
    const wide = document.documentElement.clientWidth;
    const beyond = (one) => {
      const box = one.getBoundingClientRect();
      return box.left < -1 || box.right > wide + 1;
    };
    const scroller = (one) => (one && style(one).overflowX === "visible" ? scroller(one.parentElement) : one);
    const lost = (one) => {
      const box = scroller(one.parentElement);
      return beyond(one) && (!box || beyond(box));
    };
    return controls().filter(lost).map(named);
  };

  // Tables and drawings that run over the right edge of what holds them: on paper nothing scrolls.
  const overEdge = () => [...document.querySelectorAll("main :is(table, .main-svg, img)")].filter((one) => {
    const card = one.closest(".card, .chart") ?? document.body;
    return one.checkVisibility() && one.getBoundingClientRect().right > card.getBoundingClientRect().right + 1;
  }).map(named);

  // Charts follow the window a moment after it changed.
  const chartsFollowed = async () => {
    const behind = (plot) => Math.abs(plot.querySelector(".main-svg").clientWidth - plot.clientWidth) > 1;
    const plots = () => [...document.querySelectorAll(".js-plotly-plot")].filter((one) => one.checkVisibility());
    for (let frame = 0; frame < 300 && plots().some(behind); frame++) await new Promise(requestAnimationFrame);
  };

  // Where the focus is now, and what is wrong with it there or was at the stop before.
  const RING = ["outlineStyle", "outlineWidth", "outlineColor", "boxShadow", "stroke"];
  const ring = (one) => [[one], [one, "::after"], [one.querySelector("rect") ?? one]].flatMap(
    (painted) => RING.map((name) => getComputedStyle(...painted)[name])).join();
  const covered = (one) => {
    const box = [...one.getClientRects()].sort((a, b) => b.width * b.height - a.width * a.height)[0];
    const parts = [0.02, 0.25, 0.5, 0.75, 0.98];
    return !parts.some((across) => parts.some((down) => {
      const hit = document.elementFromPoint(box.left + box.width * across, box.top + box.height * down);
      return hit && (one.contains(hit) || hit.closest("label")?.control === one);
    }));
  };
  const stays = (one) => one && (["sticky", "fixed"].includes(style(one).position) || stays(one.parentElement));
  const place = (one) => {
    const { left, right, top, bottom } = one.getBoundingClientRect();
    return { left, right, top: top + scrollY, bottom: bottom + scrollY };
  };
  const stop = () => {
    const one = document.activeElement;
    const faults = [];
    const before = window.stopBefore;
    if (before?.one.isConnected && ring(before.one) === before.ring) faults.push(`no sign of focus: ${named(before.one)}`);
    const stops = (window.stops ??= new Set());
    if (one === document.body || stops.has(one)) return { end: true, faults };
    window.stopBefore = { one, ring: ring(one) };
    stops.add(one);
    if (covered(one)) faults.push(`covered: ${named(one)}`);
    const group = one.closest(".card, .strip, .filter-bar, .page-head, tr, li") ?? one;
    const placed = Boolean(one.closest("main")) && !stays(one);
    return { name: named(one), faults, placed, here: place(one), group: place(group) };
  };
  const forget = () => {
    window.stops = window.stopBefore = undefined;
  };
  const passedBy = () => controls().filter((one) => !window.stops.has(one) && one.tabIndex >= 0 && one.type !== "radio").map(named);

  // Targets under 24 × 24 px that are neither words in a line nor far enough from every other (WCAG 2.5.8).
  const SIZE = 24;
  const inWords = (one) => style(one).display === "inline" && [...one.parentElement.childNodes].some(
    (node) => node.nodeType === Node.TEXT_NODE && node.textContent.trim());
  const small = () => {
    const all = controls().filter((one) => one.tabIndex >= 0).map((one) => {
      const label = ["checkbox", "radio"].includes(one.type) && one.labels?.[0];
      const box = one.getBoundingClientRect();
      return { one, label, box, x: box.left + box.width / 2, y: box.top + box.height / 2 };
    });
    const little = (target) => target.box.width < SIZE - 0.5 || target.box.height < SIZE - 0.5;
    const near = (a, b) => {
      const [across, down] = little(b) ? [b.x - a.x, b.y - a.y]
        : [Math.max(b.box.left - a.x, 0, a.x - b.box.right), Math.max(b.box.top - a.y, 0, a.y - b.box.bottom)];
      return Math.hypot(across, down) < (little(b) ? SIZE : SIZE / 2) - 0.5;
    };
    // An opened menu lies above the page: neither is near to the other.
    const other = (a, b) => a === b || a.contains(b) || b.contains(a) || a.closest(".menu__list") !== b.closest(".menu__list");
    const apart = (a) => all.every((b) => other(a.one, b.one) || !near(a, b));
    return all.filter((one) => little(one) && !one.label && !inWords(one.one) && !apart(one)).map(
      ({ one, box }) => `${Math.round(box.width)}×${Math.round(box.height)} ${named(one)}`);
  };

  return { cutOff, overEdge, chartsFollowed, stop, forget, passedBy, small }[question]();
}
