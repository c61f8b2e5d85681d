"use strict";
const data = JSON.parse(document.getElementById("data").textContent);
Chart.defaults.locale = "en-US";
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

const isThere = value => value !== null && value !== undefined;
const figure3 = value => isThere(value) ? value.toFixed(3) : "–";
const figure4 = value => isThere(value) ? value.toFixed(4) : "–";
const text = value => isThere(value) ? String(value) : "";

function interval(metric, figure) {
  return isThere(metric.low) ? figure(metric.low) + " – " + figure(metric.high) : "";
}

function metrics() {
  if (!data.metrics.length) {
    return;
  }
  const tiles = data.metrics.slice(0, 6).map(metric =>
    element("div", { class: "tile" },
      element("b", {}, figure3(metric.value)),
      element("span", {}, metric.name),
      element("small", { title: "95 % confidence interval" }, interval(metric, figure3))));
  const columns = [
    { title: "Metric", of: metric => metric.name },
    { title: "Value", number: true, of: metric => figure4(metric.value) },
    { title: "95 % confidence interval", number: true, of: metric => interval(metric, figure4) },
    { title: "Per-class mean", number: true, of: metric => figure4(metric.macro) },
    { title: "Meaning", of: metric => text(metric.meaning) }];
  section("metrics", "Metrics", data.metricsNote,
    element("div", { class: "tiles" }, ...tiles),
    table(columns, data.metrics),
    element("h3", {}, "What was counted"),
    table([{ title: "Count", of: count => count.name },
      { title: "", number: true, of: count => text(count.value) }], data.counts));
}

/** The x axis: where few values are measured, as the K of recall@K, it names these and no others. */
function xAxis(plot) {
  const title = { display: true, text: plot.xTitle };
  if (!plot.logarithmic) {
    return { type: "linear", title, ticks: { precision: 0, maxRotation: 0 } };
  }
  const measured = [...new Set(plot.series.flatMap(series => series.points.map(([x]) => x)))];
  return { type: "logarithmic", title,
    min: Math.min(...measured), max: Math.max(...measured),
    afterBuildTicks: axis => { axis.ticks = measured.map(value => ({ value })); },
    ticks: { callback: value => String(value), maxRotation: 0 } };
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
        x: xAxis(plot),
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

function thumbnail(entry, kind, ...captions) {
  const image = data.images[entry.image]
    ? element("img", { src: data.images[entry.image], alt: entry.label, loading: "lazy" })
    : element("span", { class: "absent" }, entry.image);
  return element("figure", { class: kind, title: entry.label }, image,
    ...[entry.label, ...captions].map(line => element("figcaption", {}, line)));
}

function gallery(rows, captions) {
  return element("div", { class: "gallery" }, ...rows.flatMap((row, i) => [
    thumbnail(row.query, "query", ...captions(row, i)),
    element("div", { class: "strip" }, ...row.neighbors.map(neighbor =>
      thumbnail(neighbor, neighbor.match ? "right" : "wrong", figure3(neighbor.score))))]));
}

function examples() {
  if (data.examples.length) {
    section("queries", "Queries and their nearest neighbors",
      "Chosen at random, the same in every report. Green: same class; red: another one.",
      gallery(data.examples, row =>
        [row.neighbors.filter(neighbor => neighbor.match).length + " of " + row.neighbors.length]));
  }
}

function worst() {
  if (!data.worst.length) {
    return;
  }
  const first = query => query.firstMatch ? text(query.firstMatch) : "deeper than was counted";
  const columns = [
    { title: "Query", of: query => query.image },
    { title: "Class", of: query => query.label },
    { title: "Matches (R)", number: true, of: query => text(query.matches) },
    { title: "Rank of the first match", number: true, of: first },
    { title: "Average precision at R", number: true, of: query => figure4(query.averagePrecision) }];
  section("worst", "Worst queries", "The lowest average precision first.",
    gallery(data.worstShown, (row, i) => [
      "AP " + figure3(data.worst[i].averagePrecision), "first match: " + first(data.worst[i]),
      "matches: " + data.worst[i].matches]),
    element("details", data.worstShown.length ? {} : { open: "" },
      element("summary", {}, "As a table"), table(columns, data.worst)));
}

const bar = value => element("span", {
  class: "bar", style: `width: ${Math.round(120 * (value || 0))}px` });

function groups(title, rows) {
  const names = [...new Set(rows.flatMap(row => Object.keys(row.metrics)))];
  return table([
    { title, of: row => row.name },
    { title: "Queries", number: true, of: row => text(row.queries) },
    ...names.map(name => ({ title: name, number: true, of: row => figure4(row.metrics[name]) })),
    { title: "", of: row => bar(row.metrics["map@r"]) }], rows);
}

function categories() {
  if (data.categories.length) {
    section("categories", "Categories", "The lowest MAP@R first.",
      groups("Category", data.categories));
  }
}

function classes() {
  if (!data.classes.length) {
    return;
  }
  const children = [groups("Class", data.classes)];
  if (data.confusions.length) {
    children.push(element("h3", {}, "Most frequent confusions (class of the nearest neighbor)"),
      table([{ title: "Query class", of: row => row.query },
        { title: "Class of the nearest neighbor", of: row => row.found },
        { title: "Queries", number: true, of: row => text(row.count) }],
      data.confusions));
  }
  section("classes", "Classes", "The lowest MAP@R first.", ...children);
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
examples();
worst();
categories();
classes();
run();
