// What charts share: the look, panels side by side, labels at the ends of lines.
import * as Plot from './plot.js';
import {FONT, apart, textWidth, wrapped} from './labels.js';

export {FONT, extent, monthTicks, rounded, textWidth, ticksOf, wrapped} from './labels.js';

export const INK = '#1a1a1a', QUIET = '#555555', RULE = '#d9d9d9';

export const plot = (options) => Plot.plot({
  ...options,
  style: {fontSize: `${FONT}px`, fontFamily: 'inherit', background: 'white', color: INK, overflow: 'visible', ...options.style},
});

/** Rows {month, …row} for each month of arrays of one length. */
export const overMonths = (length, row) => Array.from({length}, (_, month) => ({month, ...row(month)}));

/** How many panels stand side by side. */
export const columnsFor = (width, panels) => Math.min(panels, panels === 4 ? (width >= 1000 ? 4 : 2) : width >= 640 ? 3 : width >= 300 ? 2 : 1);

/** Panels of equal axes, one a key, in rows. marks(panel) gives the marks of one, which must take
 * {fx, fy} from `panel.at`. panels: [{title, colour}]; height: of one row [px]. */
export function panels({width, panels, height, marks, x, y, marginLeft = 56, columns = columnsFor(width, panels.length)}) {
  const rows = Math.ceil(panels.length / columns);
  const inner = (width - marginLeft) / columns;
  const titled = panels.map((panel, index) => ({...panel, at: {fx: index % columns, fy: Math.floor(index / columns)}}));
  const size = FONT, title = inner - 20;
  const most = Math.max(...titled.map((panel) => wrapped(panel.title, title).split('\n').length));
  const head = most * size * 1.2 + 12;
  return plot({
    width, height: rows * (height + head) + (x.label ? 56 : 40), marginLeft, marginRight: 12, marginTop: head, marginBottom: x.label ? 50 : 34,
    fx: {axis: null, domain: Array.from({length: columns}, (_, i) => i), paddingInner: columns > 1 ? 28 / inner : 0, paddingOuter: 0},
    fy: {axis: null, domain: Array.from({length: rows}, (_, i) => i), paddingInner: rows > 1 ? (head + 22) / (height + head) : 0, paddingOuter: 0},
    x: {labelAnchor: 'center', labelArrow: 'none', ...x}, y,
    marks: [
      ...titled.flatMap((panel) => marks(panel)),
      Plot.text(titled, {
        fx: (panel) => panel.at.fx, fy: (panel) => panel.at.fy, frameAnchor: 'top-left', lineAnchor: 'bottom',
        dy: -8, text: (panel) => wrapped(panel.title, title), fill: (panel) => panel.colour ?? INK, fontWeight: 'bold',
      }),
    ],
  });
}

/** Lines with their names at the ends, or above the chart where it is narrow. Returns marks and the
 * margins they need. lines: [{path, name, colour, dash, points: [{x, y}]}] */
export function labelledLines({lines, width, height, domain, xOf, yOf, above = false}) {
  const narrow = above || width < 620;
  const longest = Math.min(width - 120, Math.max(...lines.map((line) => textWidth(line.name))));
  const marginRight = narrow ? 14 : Math.min(longest + 40, 250);
  // The names above: as many beside each other as fit.
  const wide = longest * 1.12 + 70, beside = Math.max(1, Math.floor((width - 70) / wide));
  const rows = Math.ceil(lines.length / beside), names = lines.map((line) => wrapped(line.name, longest + 10));
  const step = 5 + 17 * Math.max(...names.map((name) => name.split('\n').length));
  const marginTop = narrow ? step * rows + 14 : 16;
  const marks = lines.map((line) => Plot.line(line.points, {
    x: xOf, y: yOf, stroke: line.colour, strokeWidth: 3, strokeDasharray: line.dash || undefined, curve: line.curve,
  }));
  const markers = lines.map((line) => Plot.dot(
    line.points.filter((_, i) => line.points.length > 8 && i % Math.ceil(line.points.length / 6) === Math.ceil(line.points.length / 12)),
    {x: xOf, y: yOf, fill: line.colour, symbol: line.mark, r: 5, stroke: 'white', strokeWidth: 1}));
  const last = lines.map((line) => ({...line, end: line.points[line.points.length - 1]}));
  const labels = narrow
    ? last.flatMap((line, i) => {
        const dy = step * (Math.floor(i / beside) - rows) + step / 2 - 13, dx = (i % beside) * wide;
        return [
          Plot.text([line], {frameAnchor: 'top-left', lineAnchor: 'middle', dx: dx + 38, dy, text: () => names[i], fill: line.colour, fontWeight: 'bold'}),
          Plot.vector([line], {frameAnchor: 'top-left', anchor: 'start', dx, dy, rotate: 90, length: 32, shape: {draw: (context, l) => { context.moveTo(0, 0); context.lineTo(0, -l); }}, stroke: line.colour, strokeWidth: 3, strokeDasharray: line.dash || undefined}),
        ];
      })
    : apart(last.filter((line) => line.end).map((line) => ({value: yOf(line.end), text: wrapped(line.name, marginRight - 20), colour: line.colour, end: line.end})), domain, height)
        .flatMap((end) => [
          Plot.link([end], {x1: () => xOf(end.end), y1: () => end.value, x2: () => xOf(end.end), y2: () => end.at, stroke: end.colour, strokeOpacity: 0.5}),
          Plot.text([end], {x: () => xOf(end.end), y: 'at', text: 'text', textAnchor: 'start', dx: 10, fill: end.colour, fontWeight: 'bold'}),
        ]);
  return {marks: [...marks, ...markers, ...labels], marginRight, marginTop};
}

export {Plot};
