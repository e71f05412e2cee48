"use strict";
// Makes the page's charts: each figure holds a canvas and its figures as JSON.
(() => {
  // Okabe and Ito (2008), safe for colour-blind readers; dashes and marks keep series apart on black-and-white paper.
  const colours = ["#000000", "#0072b2", "#d55e00", "#009e73", "#cc79a7", "#7a6a00"];
  const fills = ["#5f6b78", "#56b4e9", "#e69f00", "#009e73", "#cc79a7", "#f0e442", "#0072b2", "#d55e00", "#999999"];
  const dashes = [[], [9, 4], [3, 3], [12, 3, 3, 3], [6, 2], [2, 5]];
  const marks = ["circle", "rect", "triangle", "rectRot", "crossRot", "star"];
  const ink = "#1b1f24", line = "#d5dae0";

  const figure = (value, language) => value === null || value === undefined ? "–" :
    new Intl.NumberFormat(language, { maximumSignificantDigits: 4 }).format(value);
  const with_error = (value, error, language) =>
    figure(value, language) + (error ? " ± " + figure(error, language) : "");

  // Whiskers of two standard errors.
  const whiskers = {
    id: "whiskers",
    afterDatasetsDraw(chart) {
      const context = chart.ctx;
      context.save();
      context.beginPath();
      context.rect(chart.chartArea.left, chart.chartArea.top, chart.chartArea.width, chart.chartArea.height);
      context.clip();
      context.strokeStyle = ink;
      context.lineWidth = 1.2;
      const stroke = (x1, y1, x2, y2) => { context.beginPath(); context.moveTo(x1, y1); context.lineTo(x2, y2); context.stroke(); };
      chart.data.datasets.forEach((set, number) => {
        if (!set.whiskers || !chart.isDatasetVisible(number)) return;
        chart.getDatasetMeta(number).data.forEach((element, i) => {
          const whisker = set.whiskers[i];
          if (!whisker) return;
          if (whisker.x_error) {
            const a = chart.scales.x.getPixelForValue(whisker.x - 2 * whisker.x_error);
            const b = chart.scales.x.getPixelForValue(whisker.x + 2 * whisker.x_error);
            stroke(a, element.y, b, element.y);
            stroke(a, element.y - 3, a, element.y + 3);
            stroke(b, element.y - 3, b, element.y + 3);
          }
          if (whisker.y_error) {
            const a = chart.scales.y.getPixelForValue(whisker.y - 2 * whisker.y_error);
            const b = chart.scales.y.getPixelForValue(whisker.y + 2 * whisker.y_error);
            stroke(element.x, a, element.x, b);
            stroke(element.x - 3, a, element.x + 3, a);
            stroke(element.x - 3, b, element.x + 3, b);
          }
        });
      });
      context.restore();
    },
  };

  const title = (text) => ({ display: Boolean(text), text, color: ink });
  const common = (language, tooltip) => ({
    animation: false,
    responsive: true,
    maintainAspectRatio: false,
    locale: language,
    plugins: { tooltip: { callbacks: tooltip }, legend: { display: false } },
  });
  const axis = (text, extra) => Object.assign({ title: title(text), grid: { color: line }, ticks: { color: ink } }, extra);

  // Figures with bands against years.
  function curves(data) {
    const datasets = [];
    const log = data.y_scale === "log";
    const all = data.series.flatMap((series) => series.points);
    const least = Math.min(...all.map((point) => point[1]).filter((y) => y > 0));
    // On a logarithmic axis zero has no place, and a band that reaches it ends at the axis.
    const floor = log ? Math.pow(10, Math.floor(Math.log10(least))) : data.y_scale === "zero" ? 0 : -Infinity;
    data.series.forEach((series, number) => {
      const colour = colours[number % colours.length];
      const points = log ? series.points.filter((point) => point[1] > 0) : series.points;
      const at = (sign) => points.map(([x, y, error]) => ({ x, y: Math.max(floor, y + sign * 2 * (error || 0)) }));
      datasets.push({ label: series.name, data: points.map(([x, y, error]) => ({ x, y, error })), borderColor: colour,
        backgroundColor: colour, borderDash: dashes[number % dashes.length], borderWidth: 2.2, pointRadius: 2.5,
        pointStyle: marks[number % marks.length], showLine: true });
      datasets.push({ data: at(1), borderWidth: 0, pointRadius: 0, pointHitRadius: 0, showLine: true, fill: "+1",
        backgroundColor: colour + "2e", band: true });
      datasets.push({ data: at(-1), borderWidth: 0, pointRadius: 0, pointHitRadius: 0, showLine: true, fill: false, band: true });
    });
    const options = common(data.language, {
      title: (items) => data.x_axis + ": " + figure(items[0].parsed.x, data.language),
      label: (item) => item.dataset.label + ": " + with_error(item.raw.y, item.raw.error, data.language),
    });
    options.plugins.tooltip.filter = (item) => !item.dataset.band;
    const years = all.map((point) => point[0]);
    options.scales = {
      x: axis(data.x_axis, { type: "logarithmic", min: Math.min(...years), max: Math.max(...years) }),
      y: axis(data.y_axis, log ? { type: "logarithmic", min: floor } : data.y_scale === "zero" ? { beginAtZero: true } : {}),
    };
    const steps = (from, to, digits) => {
      const values = [];
      for (let power = -6; power < 15; ++power)
        for (const digit of digits) {
          const value = Number((digit * Math.pow(10, power)).toPrecision(6));
          if (value >= from && value <= to) values.push({ value });
        }
      return values;
    };
    options.scales.x.ticks.maxRotation = 0;
    options.scales.x.ticks.autoSkip = true;
    options.scales.x.ticks.autoSkipPadding = 12;
    const span = Math.max(...years) / Math.min(...years);
    options.scales.x.afterBuildTicks = (scale) => { scale.ticks = steps(scale.min, scale.max, span > 30 ? [1, 2, 5] : [1, 2, 3, 5]); };
    options.scales.x.ticks.callback = (value) => figure(value, data.language);
    if (log) {
      options.scales.y.afterBuildTicks = (scale) => { scale.ticks = steps(scale.min, scale.max, [1]); };
      options.scales.y.ticks.callback = (value) => figure(value, data.language);
    }
    return { type: "scatter", data: { datasets }, options };
  }

  // Long names in lines, broken at spaces, and anywhere in Japanese.
  function lines(words, width) {
    const spaced = !/[\u3040-\u30ff\u4e00-\u9fff]/.test(words);
    const parts = spaced ? words.split(" ") : Array.from(words);
    const joint = spaced ? " " : "";
    const broken = [""];
    for (const part of parts) {
      const last = broken.length - 1;
      if (broken[last] && (broken[last] + joint + part).length > width) broken.push(part);
      else broken[last] += (broken[last] ? joint : "") + part;
    }
    return broken;
  }

  function bars(data) {
    const waterfall = data.layout === "waterfall", range = data.layout === "range";
    const narrow = document.documentElement.clientWidth < 640;
    let datasets;
    if (range) {
      // From the lower to the middle, from the middle to the higher: two colours for the two ends.
      datasets = data.series.map((series, number) => ({
        label: series.name, data: series.values.map((value) => [data.origin, value]), figures: series.values,
        errors: series.errors, backgroundColor: fills[number === 0 ? 1 : 2], grouped: false, barPercentage: 0.8,
      }));
    } else {
      datasets = data.series.map((series, number) => {
        let sum = 0;
        const ends = series.values.map((value, i) => {
          if (i + 1 === series.values.length) return [0, value];
          const start = sum;
          sum += value || 0;
          return [start, sum];
        });
        return {
          label: series.name,
          data: waterfall ? ends : series.values,
          figures: series.values, errors: series.errors,
          backgroundColor: waterfall ? series.values.map((_, i) => i === 0 ? fills[0] : i + 1 === series.values.length ? fills[1] : fills[2])
                                     : fills[number % fills.length],
          borderColor: "#ffffff", borderWidth: data.layout === "stacked" ? 1 : 0,
          whiskers: data.layout === "beside" ? series.values.map((x, i) => ({ x, x_error: series.errors[i] })) : undefined,
        };
      });
    }
    const options = common(data.language, {
      title: (items) => data.categories[items[0].dataIndex],
      label: (item) => (item.dataset.label ? item.dataset.label + ": " : "") +
        with_error(item.dataset.figures[item.dataIndex], (item.dataset.errors || [])[item.dataIndex], data.language),
    });
    options.indexAxis = "y";
    options.scales = {
      x: axis(data.value_axis, { stacked: data.layout === "stacked", beginAtZero: !range }),
      y: axis("", { stacked: data.layout === "stacked", ticks: { color: ink, autoSkip: false }, grid: { display: false } }),
    };
    const width = data.language === "ja" ? (narrow ? 9 : 18) : (narrow ? 16 : 34);
    return { type: "bar", data: { labels: data.categories.map((name) => lines(name, width)), datasets }, options };
  }

  // Words beside each point, to the side where there is room.
  const labels = {
    id: "labels",
    afterDatasetsDraw(chart) {
      const context = chart.ctx, area = chart.chartArea;
      context.save();
      context.font = "13px " + Chart.defaults.font.family;
      context.fillStyle = ink;
      context.textBaseline = "bottom";
      chart.data.datasets.forEach((set, number) => {
        if (!set.labels || !chart.isDatasetVisible(number)) return;
        chart.getDatasetMeta(number).data.forEach((element, i) => {
          const width = context.measureText(set.labels[i]).width;
          const right = element.x + 8 + width < area.right;
          context.fillText(set.labels[i], right ? element.x + 8 : Math.max(area.left, element.x - 8 - width), element.y - 5);
        });
      });
      context.restore();
    },
  };

  function points(data) {
    const all = data.series.flatMap((series) => series.points);
    const named = all.length <= 12;
    const datasets = data.series.map((series, number) => ({
      label: series.name, data: series.points, borderColor: colours[(number + 1) % colours.length],
      backgroundColor: colours[(number + 1) % colours.length], pointStyle: marks[number % marks.length], pointRadius: 5,
      whiskers: series.points, labels: named ? series.points.map((point) => point.label) : undefined,
    }));
    const options = common(data.language, {
      label: (item) => [item.raw.label, data.x_axis + ": " + with_error(item.raw.x, item.raw.x_error, data.language),
                        data.y_axis + ": " + with_error(item.raw.y, item.raw.y_error, data.language)],
    });
    // Whiskers lie inside the axes.
    const most = (name) => Math.max(...all.map((point) => point[name] + 2 * (point[name + "_error"] || 0)));
    options.scales = { x: axis(data.x_axis, { beginAtZero: true, suggestedMax: most("x") }),
                       y: axis(data.y_axis, { beginAtZero: true, suggestedMax: most("y") }) };
    return { type: "scatter", data: { datasets }, options };
  }

  Chart.defaults.font.family = getComputedStyle(document.body).fontFamily;
  Chart.defaults.font.size = 14;
  // Names of the series as buttons that hide and show them: words wrap, and the keyboard reaches them.
  function add_legend(figure_element, chart, group) {
    const sets = chart.data.datasets.filter((set) => !set.band);
    if (sets.length < 2) return;
    const list = document.createElement("ul");
    list.className = "legend";
    sets.forEach((set, number) => {
      const button = document.createElement("button");
      button.type = "button";
      button.setAttribute("aria-pressed", "true");
      const sample = document.createElementNS("http://www.w3.org/2000/svg", "svg");
      sample.setAttribute("viewBox", "0 0 40 12");
      sample.setAttribute("aria-hidden", "true");
      const bar = chart.config.type === "bar";
      const shape = document.createElementNS("http://www.w3.org/2000/svg", bar ? "rect" : "line");
      const place = bar ? { x: 0, y: 0, width: 40, height: 12, fill: set.backgroundColor }
        : { x1: 0, x2: 40, y1: 6, y2: 6, stroke: set.borderColor, "stroke-width": 3, "stroke-dasharray": (set.borderDash || []).join(" ") };
      for (const [name, value] of Object.entries(place)) shape.setAttribute(name, String(value));
      sample.append(shape);
      button.append(sample, set.label);
      button.addEventListener("click", () => {
        const visible = !chart.isDatasetVisible(number * group);
        for (let i = 0; i < group; ++i) chart.setDatasetVisibility(number * group + i, visible);
        button.setAttribute("aria-pressed", String(visible));
        chart.update();
      });
      const item = document.createElement("li");
      item.append(button);
      list.append(item);
    });
    figure_element.querySelector(".drawing").after(list);
  }

  const makers = { curves, bars, points };
  const drawn = [];
  for (const element of document.querySelectorAll("script.chart-data")) {
    const data = JSON.parse(element.textContent);
    const box = element.parentElement.querySelector(".drawing");
    if (data.kind === "bars") {
      const width = data.language === "ja" ? 9 : 16;
      const tall = document.documentElement.clientWidth < 640 ? data.categories.reduce((sum, name) => sum + lines(name, width).length, 0) : 0;
      const count = data.categories.length * (data.layout === "beside" ? data.series.length : 1);
      box.style.height = Math.max(10, 6 + 1.9 * count, 6 + 1.3 * tall) + "rem";
    }
    const config = makers[data.kind](data);
    config.plugins = [whiskers, labels];
    const chart = new Chart(element.parentElement.querySelector("canvas"), config);
    add_legend(element.parentElement, chart, data.kind === "curves" ? 3 : 1);
    drawn.push(chart);
    // For tests: the canvas has ink.
    const canvas = chart.canvas;
    const pixels = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height).data;
    if (chart.data.datasets.some((set) => set.data.length > 0) && pixels.some((value) => value !== 0))
      element.parentElement.dataset.drawn = "yes";
  }
  // Paper has another width than the screen.
  addEventListener("beforeprint", () => drawn.forEach((chart) => chart.resize()));
  addEventListener("afterprint", () => drawn.forEach((chart) => chart.resize()));
})();
