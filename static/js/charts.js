// Draws every [data-chart="id"] from the JSON in <script type="application/json" id="id">:
// {type: "stacked" | "bars" | "columns" | "lines", unit, digits, categories, series: [{name, data, color, plan}], strong}
// "stacked" and "bars" lie, "columns" stand; color names a token (c1 … c4, brand, teal); plan lists the indexes of
// planned values (drawn as outlines); strong is the index of the bar that matters; digits are those after the point.
(() => {
  "use strict";
  const style = getComputedStyle(document.documentElement);
  const token = (name) => style.getPropertyValue(`--${name}`).trim();
  const written = (data) => (value) =>
    value == null ? "" : value.toLocaleString("en-US", {
      minimumFractionDigits: data.digits || 0, maximumFractionDigits: data.digits || 0,
    });
  const font = () => getComputedStyle(document.body).fontFamily;

  const axes = (data, lying) => {
    const words = {
      type: "category", data: data.categories, inverse: lying,
      axisTick: { show: false }, axisLine: { lineStyle: { color: "#b9b7af" } },
      axisLabel: { color: token("ink-3"), fontSize: 12.5, interval: 0, hideOverlap: !lying },
    };
    const figures = {
      type: "value", splitNumber: 4, axisLabel: { color: token("ink-3"), formatter: written(data) },
      splitLine: { lineStyle: { color: "#eeece6" } },
    };
    return lying ? { xAxis: { ...figures, show: false }, yAxis: words } : { xAxis: words, yAxis: figures };
  };

  const planned = { color: "transparent", borderColor: token("c2"), borderType: "dashed", borderWidth: 1.3 };

  const values = (data, series) =>
    series.data.map((value, index) => {
      if ((series.plan || []).includes(index)) return { value, itemStyle: planned };
      const strong = data.strong === index && data.series.length === 1;
      return strong ? { value, itemStyle: { color: token("brand") }, label: { fontWeight: 700 } } : value;
    });

  const drawn = (data, series) => ({
    name: series.name, type: data.type === "lines" ? "line" : "bar", data: values(data, series),
    stack: data.type === "stacked" ? "all" : undefined, barMaxWidth: data.type === "columns" ? 52 : 14,
    itemStyle: { color: token(series.color || "teal"), borderColor: "#fff", borderWidth: data.type === "stacked" ? 0.5 : 0, borderRadius: 2 },
    lineStyle: { color: token(series.color || "brand"), width: 2 }, symbolSize: 7,
    label: {
      show: data.type !== "stacked", position: data.type === "bars" ? "right" : "top",
      color: token("ink"), formatter: (point) => written(data)(point.value),
    },
  });

  // The sum stands at the end of a stacked bar: an empty series that only carries its label.
  const sums = (data) => ({
    type: "bar", stack: "all", silent: true, tooltip: { show: false }, data: data.categories.map(() => 0),
    label: {
      show: true, position: "right", color: token("ink-3"),
      formatter: (point) => written(data)(data.series.reduce((sum, one) => sum + (one.data[point.dataIndex] || 0), 0)),
    },
  });

  const options = (data) => {
    const lying = data.type === "stacked" || data.type === "bars";
    const series = data.series.map((one) => drawn(data, one));
    const several = data.series.length > 1;
    return {
      animation: false, textStyle: { fontFamily: font(), color: token("ink") },
      grid: { left: 4, right: lying ? 56 : 12, top: several ? 34 : 22, bottom: 4, containLabel: true },
      legend: several ? { top: 0, right: 0, itemWidth: 11, itemHeight: 11, icon: "roundRect", data: data.series.map((one) => one.name), textStyle: { color: token("ink") } } : undefined,
      tooltip: { trigger: "item", renderMode: "richText", valueFormatter: (value) => `${written(data)(value)} ${data.unit || ""}` },
      ...axes(data, lying),
      series: data.type === "stacked" ? [...series, sums(data)] : series,
    };
  };

  const draw = (place) => {
    const source = document.getElementById(place.dataset.chart);
    if (!source || place.dataset.drawn) return;
    place.dataset.drawn = "yes";
    const chart = window.echarts.init(place, null, { renderer: "svg" });
    chart.setOption(options(JSON.parse(source.textContent)));
    new ResizeObserver(() => chart.resize()).observe(place);
  };

  const drawAll = () => document.querySelectorAll("[data-chart]").forEach(draw);
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", drawAll);
  else drawAll();
  document.addEventListener("htmx:load", drawAll);
})();
