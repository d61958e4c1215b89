// Charts of what the page's own tables say; drawn on canvas, so that no style has to stand in the page.
"use strict";

const COLOURS = ["#a61b1b", "#1c4f8c", "#2f7a3a", "#b26b00", "#6a4a9c", "#00707a", "#8a5a44", "#5b6470"];
const TEXT = { fontFamily: getComputedStyle(document.body).fontFamily };
const TIP = { renderMode: "richText", confine: true };

function bars(place) {
  const counts = JSON.parse(place.dataset.bars);
  const long = counts.some(([name]) => name.length > 5);
  const names = { type: "category", data: counts.map(([name]) => name), inverse: long, axisTick: { show: false }, axisLabel: { width: 150, overflow: "truncate" } };
  const values = { type: "value", minInterval: 1, splitLine: { lineStyle: { color: "#ecebe5" } } };
  return {
    grid: { left: 8, right: 28, top: 16, bottom: 8, containLabel: true },
    tooltip: { ...TIP, trigger: "axis", axisPointer: { type: "shadow" } },
    xAxis: long ? values : names,
    yAxis: long ? names : values,
    series: [{ type: "bar", data: counts.map(([, count]) => count), barMaxWidth: 26, label: { show: true, position: long ? "right" : "top" } }],
  };
}

function lines(place) {
  const chart = JSON.parse(place.dataset.lines);
  return {
    grid: { left: 8, right: 28, top: 30, bottom: 60, containLabel: true },
    tooltip: { ...TIP, trigger: "axis" },
    legend: { type: "scroll", bottom: 0 },
    xAxis: { type: "category", data: chart.years },
    yAxis: { type: "value", name: chart.unit, scale: true, splitLine: { lineStyle: { color: "#ecebe5" } } },
    series: chart.lines.map((line) => ({
      name: line.name, type: "line", data: line.values, connectNulls: true, symbolSize: 8,
      lineStyle: { type: line.dashed ? "dashed" : "solid" },
    })),
  };
}

for (const place of document.querySelectorAll("[data-bars], [data-lines]")) {
  const chart = echarts.init(place, null, { renderer: "canvas" });
  chart.setOption({ animation: false, color: COLOURS, textStyle: TEXT, ...(place.dataset.bars ? bars(place) : lines(place)) });
  window.addEventListener("resize", () => chart.resize());
}
