'use strict';
// Draws the figures that stand beside each canvas, in the colors of the page.

const COLOURS = ['--bs-success', '--bs-primary', '--bs-secondary'];

function draw(canvas) {
  const {labels, series} = JSON.parse(canvas.dataset.chart);
  const style = getComputedStyle(document.documentElement);
  const text = style.getPropertyValue('--bs-body-color');
  const lines = style.getPropertyValue('--bs-border-color-translucent');
  Chart.getChart(canvas)?.destroy();
  new Chart(canvas, {
    type: 'bar',
    data: {
      labels,
      datasets: series.map((each, index) => ({
        label: each.name,
        data: each.values,
        backgroundColor: style.getPropertyValue(COLOURS[series.length === 1 ? 1 : index]),
      })),
    },
    options: {
      maintainAspectRatio: false,
      animation: false,
      maxBarThickness: 48,
      plugins: {legend: {display: series.length > 1, labels: {color: text}}},
      scales: {
        x: {stacked: true, ticks: {color: text}, grid: {display: false}},
        y: {stacked: true, beginAtZero: true, ticks: {color: text, precision: 0}, grid: {color: lines}},
      },
    },
  });
}

const drawAll = () => document.querySelectorAll('canvas[data-chart]').forEach(draw);
drawAll();
dark.addEventListener('change', drawAll);
