"use strict";
const data = JSON.parse(document.getElementById("data").textContent);
const palette = ["#2563a8", "#d9822b", "#1a9850", "#8e44ad", "#c0392b", "#16a3a3", "#7f8c8d", "#b7950b"];

function element(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    node.setAttribute(name, value);
  }
  node.append(...children);
  return node;
}

function section(id, title, note, ...children) {
  const node = element("section", { id }, element("h2", {}, title));
  if (note) {
    node.append(element("p", { class: "note" }, note));
  }
  node.append(...children);
  document.getElementById("sections").append(node);
  document.getElementById("contents").append(element("a", { href: "#" + id }, title));
}

function table(columns, rows) {
  const cell = (tag, column, content) =>
    element(tag, column.number ? { class: "number" } : {}, content);
  const head = element("tr", {}, ...columns.map(column => cell("th", column, column.title)));
  const body = rows.map(row =>
    element("tr", {}, ...columns.map(column => cell("td", column, column.of(row)))));
  return element("div", { class: "scroll" },
    element("table", {}, element("thead", {}, head), element("tbody", {}, ...body)));
}

const figure4 = value => value === null || value === undefined ? "–" : value.toFixed(4);
const text = value => value === null || value === undefined ? "" : String(value);

function interval(metric) {
  return metric.low === null || metric.low === undefined
    ? "" : figure4(metric.low) + " – " + figure4(metric.high);
}

function metrics() {
  if (!data.metrics.length) {
    return;
  }
  const tiles = data.metrics.slice(0, 6).map(metric =>
    element("div", { class: "tile" },
      element("b", {}, metric.value === null ? "–" : metric.value.toFixed(3)),
      element("span", {}, metric.name)));
  const columns = [
    { title: "Metric", of: metric => metric.name },
    { title: "Value", number: true, of: metric => figure4(metric.value) },
    { title: "95 % interval", number: true, of: interval },
    { title: "Per-class mean", number: true, of: metric => figure4(metric.macro) },
    { title: "Meaning", of: metric => text(metric.meaning) }];
  section("metrics", "Metrics", data.metricsNote,
    element("div", { class: "tiles" }, ...tiles),
    table(columns, data.metrics),
    element("h3", {}, "What was counted"),
    table([{ title: "Count", of: count => count.name },
      { title: "", number: true, of: count => text(count.value) }], data.counts));
}

function lineChart(plot) {
  const canvas = element("canvas");
  const holder = element("div", { class: "plot" }, canvas);
  const datasets = plot.series.map((series, i) => ({
    label: series.name, data: series.points.map(([x, y]) => ({ x, y })),
    borderColor: palette[i % palette.length], backgroundColor: palette[i % palette.length],
    borderWidth: 2, pointRadius: series.points.length > 40 ? 0 : 2.5 }));
  queueMicrotask(() => new Chart(canvas, {
    type: "line", data: { datasets },
    options: {
      animation: false, maintainAspectRatio: false, parsing: false, normalized: true,
      interaction: { mode: "nearest", axis: "x", intersect: false },
      plugins: { title: { display: true, text: plot.title },
        legend: { display: datasets.length > 1 } },
      scales: {
        x: { type: plot.logarithmic ? "logarithmic" : "linear",
          title: { display: true, text: plot.xTitle } },
        y: { title: { display: false } } } } }));
  return holder;
}

function curves() {
  if (data.plots.length) {
    section("curves", "Curves", data.plotsNote,
      element("div", { class: "plots" }, ...data.plots.map(lineChart)));
  }
}

const tip = document.getElementById("tip");

function showTip(event, point) {
  tip.replaceChildren();
  if (data.images[point.image]) {
    tip.append(element("img", { src: data.images[point.image], alt: "" }));
  }
  tip.append(point.label);
  tip.style.left = Math.min(event.clientX + 14, innerWidth - 130) + "px";
  tip.style.top = Math.min(event.clientY + 14, innerHeight - 140) + "px";
  tip.hidden = false;
}

function classColor(index, count) {
  const hue = Math.round(360 * index / count);
  return `hsl(${hue} ${index % 2 ? 55 : 75}% ${index % 3 === 0 ? 38 : 52}%)`;
}

const shapes = ["circle", "triangle", "rect", "rectRot", "star"];

function map() {
  if (!data.map.points.length) {
    return;
  }
  const labels = [...new Set(data.map.points.map(point => point.label))];
  const datasets = labels.map((label, i) => ({
    label, pointRadius: 4, pointStyle: shapes[i % shapes.length],
    backgroundColor: classColor(i, labels.length), borderColor: classColor(i, labels.length),
    data: data.map.points.filter(point => point.label === label) }));
  const canvas = element("canvas");
  section("map", "Embedding map", data.map.note, element("div", { class: "map" }, canvas));
  const chart = new Chart(canvas, {
    type: "scatter", data: { datasets },
    options: {
      animation: false, maintainAspectRatio: false,
      plugins: { tooltip: { enabled: false },
        legend: { display: labels.length <= 40, position: "right",
          labels: { usePointStyle: true, boxHeight: 7, font: { size: 10 } } } },
      scales: { x: { display: false }, y: { display: false } } } });
  canvas.addEventListener("mousemove", event => {
    const [hit] = chart.getElementsAtEventForMode(event, "nearest", { intersect: true }, false);
    if (hit) {
      showTip(event, chart.data.datasets[hit.datasetIndex].data[hit.index]);
    } else {
      tip.hidden = true;
    }
  });
  canvas.addEventListener("mouseleave", () => { tip.hidden = true; });
}

function picture(entry, kind, caption) {
  const node = element("figure", { class: kind, title: entry.label },
    element("img", { src: data.images[entry.image] || "", alt: entry.label, loading: "lazy" }),
    element("figcaption", {}, entry.label));
  if (caption) {
    node.append(element("figcaption", {}, caption));
  }
  return node;
}

function galleries() {
  for (const gallery of data.galleries) {
    const rows = gallery.rows.flatMap(row => [
      picture(row.query, "query", row.note),
      element("div", { class: "strip" }, ...row.neighbors.map(neighbor =>
        picture(neighbor, neighbor.match ? "right" : "wrong", neighbor.score.toFixed(3))))]);
    section(gallery.id, gallery.title, gallery.note, element("div", { class: "gallery" }, ...rows));
  }
}

function classes() {
  if (!data.classes.length) {
    return;
  }
  const bar = value => element("span", {
    class: "bar", style: `width: ${Math.round(120 * (value || 0))}px` });
  const children = [table([
    { title: "Class", of: row => row.label },
    { title: "Images", number: true, of: row => text(row.images) },
    { title: "recall@1", number: true, of: row => figure4(row.recallAt1) },
    { title: "map@r", number: true, of: row => figure4(row.mapAtR) },
    { title: "", of: row => bar(row.mapAtR) }], data.classes)];
  if (data.confusions.length) {
    children.push(element("h3", {}, "Taken for each other most often (nearest neighbour)"),
      table([{ title: "Query class", of: row => row.query },
        { title: "Found class", of: row => row.found },
        { title: "Queries", number: true, of: row => text(row.count) }],
      data.confusions));
  }
  section("classes", "Classes", data.classesNote, ...children);
}

function run() {
  const facts = table([{ title: "What", of: fact => fact.name },
    { title: "", of: fact => fact.value }], data.facts);
  section("run", "Run", "", facts,
    element("h3", {}, "Configuration"),
    element("details", {}, element("summary", {}, "config.yaml, as it was used"),
      element("pre", {}, data.configuration)));
}

document.getElementById("name").textContent = data.name;
document.getElementById("summary").textContent = data.summary;
metrics();
curves();
map();
galleries();
classes();
run();
