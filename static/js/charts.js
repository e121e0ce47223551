// Draws the charts of templates/components/chart.html after first paint: fetches {data, layout}, then Plotly.
// Nothing is sent outside: no cloud, no topojson; a click opens only addresses of this site.
(() => {
  "use strict";
  const own = document.currentScript.dataset;
  const NARROW = 560; // px: below it labels of categories are wrapped
  const LINE = 18; // characters in a line of a wrapped label

  const config = {
    locale: "vi",
    displaylogo: false,
    displayModeBar: false, // the one tool, the PNG, is a button of ours that the keyboard reaches
    responsive: true,
    showSendToCloud: false,
    plotlyServerURL: "",
    doubleClick: false,
    scrollZoom: false,
  };

  const loaded = {};
  const load = (address) =>
    (loaded[address] ??= new Promise((resolve, reject) => {
      const script = document.createElement("script");
      script.src = address;
      script.onload = resolve;
      script.onerror = () => reject(new Error(address));
      document.head.append(script);
    }));

  // Plotly reads tags and entities in every text; a title is taken from the page as plain words.
  const plain = (words) => words.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");

  const wrapTitle = (title, length = 70) => title.replace(new RegExp(`(.{${length},}?) `, "g"), "$1<br>");

  const wrap = (label) => {
    const lines = [""];
    String(label).split(" ").forEach((word) => {
      const last = lines.length - 1;
      const longer = lines[last] ? `${lines[last]} ${word}` : word;
      if (longer.length > LINE && lines[last]) lines.push(word);
      else lines[last] = longer;
    });
    return lines.join("<br>");
  };

  // Rows at numbers with words of their own (the timeline): on a phone the words stand over the bars.
  const ROW = 46; // px of such a row
  const labelsAbove = (layout) => {
    const { tickvals, ticktext } = layout.yaxis;
    const words = tickvals.map((row, index) => ({
      text: ticktext[index], x: 0, xref: "paper", xanchor: "left", y: row, yref: "y", yshift: 19,
      showarrow: false, align: "left", font: { size: 11 },
    }));
    const headings = (layout.annotations ?? []).map((one) => (one.xref === "paper" ? { ...one, yshift: 4, text: wrapTitle(one.text, 36) } : one));
    layout.annotations = [...headings, ...words.filter((word) => word.text)];
    layout.yaxis = { ...layout.yaxis, showticklabels: false };
    layout.height = 64 + ROW * tickvals.length;
  };

  // On a phone the labels of horizontal bars would take the whole width.
  const fit = (figure, width) => {
    const layout = { ...figure.layout, autosize: true, dragmode: false };
    const data = figure.data.map((trace) => ({ ...trace }));
    const bars = data.filter((trace) => trace.orientation === "h");
    layout.xaxis = { ...layout.xaxis, automargin: true };
    // Above the plot the legend is read first and never meets the axis.
    if (layout.legend?.orientation === "h") {
      layout.legend = { ...layout.legend, x: 0, xanchor: "left", y: 1, yanchor: "bottom" };
    }
    if (width < NARROW && layout.yaxis?.tickmode === "array") {
      bars.forEach((trace) => (trace.width = 0.42));
      labelsAbove(layout);
    } else if (width < NARROW) {
      bars.forEach((trace) => (trace.y = trace.y.map(wrap)));
      layout.font = { ...layout.font, size: 11 };
      const lines = new Set(bars.flatMap((trace) => trace.y));
      const needed = [...lines].reduce((sum, label) => sum + 16 + 14 * label.split("<br>").length, 0);
      const legend = layout.showlegend === false ? 0 : 22 * data.length;
      layout.height = Math.max(layout.height ?? 0, needed + 40 + legend);
    }
    return { data, layout };
  };

  // Beside long names the plot is too narrow for a legend of eight words: it begins at the names' edge.
  const widen = async (plot, { data, layout }) => {
    if (layout.showlegend === false || !data.some((trace) => trace.orientation === "h")) return;
    const { l, w } = plot._fullLayout._size;
    layout.legend = { ...layout.legend, x: Math.max(-2, -l / w) };
    await window.Plotly.relayout(plot, { "legend.x": layout.legend.x });
  };

  const opened = (event) => {
    const address = event.points?.[0]?.customdata;
    if (typeof address === "string" && address.startsWith("/") && !address.startsWith("//")) {
      window.location.assign(address);
    }
  };

  const addDownload = (chart, plot, { data, layout: drawn }) => {
    const title = chart.querySelector(".chart__title").textContent;
    const button = document.createElement("button");
    button.type = "button";
    button.className = "chart__tool";
    button.textContent = "Tải ảnh PNG";
    button.addEventListener("click", () => {
      const lines = wrapTitle(plain(title));
      const legend = plot.querySelector(".legend .bg")?.getBBox().height ?? 0; // it stands between title and plot
      const top = 60 + 20 * lines.split("<br>").length + legend;
      const layout = {
        ...drawn,
        autosize: false,
        paper_bgcolor: "#FFFFFF",
        title: { text: lines, x: 0, xref: "container", xanchor: "left", y: 1, yref: "container", yanchor: "top", pad: { l: 16, t: 16 }, font: { size: 16 } },
        margin: { ...drawn.margin, l: 16, b: 16, t: top },
      };
      const size = { width: Math.max(plot.clientWidth, 480), height: (drawn.height ?? 400) + 60 + legend };
      window.Plotly.downloadImage({ data, layout, config }, { format: "png", scale: 2, filename: chart.dataset.chartFile, ...size });
    });
    plot.after(button);
  };

  const draw = async (chart) => {
    const plot = chart.querySelector(".chart__plot");
    const status = chart.querySelector(".chart__status");
    try {
      const [answer] = await Promise.all([
        window.bachdang.fetch(chart.dataset.chartUrl, { headers: { Accept: "application/json" } }),
        load(own.plotly).then(() => load(own.locale)),
      ]);
      if (!answer.ok) throw new Error(String(answer.status));
      const figure = await answer.json();
      const { data, layout } = fit(figure, plot.clientWidth);
      plot.replaceChildren();
      await window.Plotly.newPlot(plot, data, layout, config);
      await widen(plot, { data, layout });
      // The caption, the text alternative and the table speak; the drawing itself stays silent.
      plot.querySelectorAll("svg").forEach((svg) => svg.setAttribute("aria-hidden", "true"));
      plot.on("plotly_click", opened);
      if (data.some((trace) => trace.customdata?.some?.((one) => typeof one === "string" && one))) plot.classList.add("chart__plot--links");
      addDownload(chart, plot, { data, layout });
      chart.dataset.drawn = "true";
    } catch (error) {
      plot.replaceChildren();
      status.textContent = "Chưa tải được biểu đồ. Số liệu có trong bảng bên dưới; tải lại trang để thử lại.";
      chart.dataset.drawn = "false";
      const table = chart.querySelector(".chart__data");
      if (table) table.open = true;
    }
  };

  const start = (root) => {
    root.querySelectorAll(".chart[data-chart-url]:not([data-ready])").forEach((chart) => {
      chart.dataset.ready = "true";
      const table = chart.querySelector(".chart__data");
      if (table) table.open = false;
      // After first paint.
      requestAnimationFrame(() => setTimeout(() => draw(chart), 0));
    });
  };
  start(document);
  document.addEventListener("htmx:load", (event) => start(event.detail.elt));

  // On paper the table stands open under the chart, as do lists that were folded (.kind), and the chart is as wide as the sheet lets it.
  const PAPER = 640; // px of the 175 mm between the margins of A4
  const plots = () => document.querySelectorAll(".chart[data-drawn=true] .chart__plot");
  let closed = [];
  window.addEventListener("beforeprint", () => {
    closed = [...document.querySelectorAll(".chart__data:not([open]), .kind:not([open])")];
    closed.forEach((table) => (table.open = true));
    plots().forEach((plot) => window.Plotly.relayout(plot, { width: Math.min(PAPER, plot.clientWidth) }));
  });
  window.addEventListener("afterprint", () => {
    closed.forEach((table) => (table.open = false));
    plots().forEach((plot) => window.Plotly.relayout(plot, { width: null, autosize: true }));
  });
})();
