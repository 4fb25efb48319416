// What charts share: the look, panels side by side, labels at the ends of lines.
import * as Plot from './plot.js';

export const FONT = 15;
export const INK = '#1a1a1a', QUIET = '#555555', RULE = '#d9d9d9';

export const plot = (options) => Plot.plot({
  ...options,
  style: {fontSize: `${FONT}px`, fontFamily: 'inherit', background: 'white', color: INK, overflow: 'visible', ...options.style},
});

/** Width of a text in the charts' font, roughly. */
export const textWidth = (text, size = FONT) => [...text].length * size * 0.56;

/** Text on as many lines as it takes. */
export function wrapped(text, width, size = FONT) {
  const lines = [''];
  const whole = new RegExp(`.{1,${Math.max(4, Math.floor(width / size / 0.6))}}`, 'gsu');  // words too long for a line are cut
  for (const word of text.split(/(?<=[\s\-/])/).flatMap((each) => each.match(whole) ?? [])) {
    const last = lines[lines.length - 1];
    if (last && textWidth(last + word, size) > width) lines.push(word);
    else lines[lines.length - 1] = last + word;
  }
  return lines.map((line) => line.trim()).join('\n');
}

/** Ticks of a month axis up to `last`: whole years where they fit. */
export function monthTicks(months, width, last = months - 1) {
  const steps = [1, 2, 3, 6, 12, 24, 36, 60, 120];
  const most = Math.max(2, Math.min(10, Math.floor(width / 50)));
  const step = steps.find((each) => months / each <= most) ?? 240;
  return Array.from({length: Math.floor(last / step) + 1}, (_, i) => i * step);
}

/** [least, greatest] of numbers, those that are none left out; widened to hold `also`. */
export function extent(values, also = []) {
  const numbers = [...values, ...also].filter(Number.isFinite);
  return numbers.length ? [Math.min(...numbers), Math.max(...numbers)] : [0, 1];
}

/** The same, ending on round numbers. */
export function rounded([low, high]) {
  if (low === high) [low, high] = [low - 0.5, high + 0.5];
  const raw = (high - low) / 5, power = 10 ** Math.floor(Math.log10(raw));
  const step = [1, 2, 2.5, 5, 10].map((each) => each * power).find((each) => each >= raw);
  return [Math.floor(low / step + 1e-9) * step, Math.ceil(high / step - 1e-9) * step];
}

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

/** Labels at the ends of lines, pushed apart so that none covers another.
 * ends: [{value, text, colour}]; domain and height of the y axis [px]. */
export function apart(ends, domain, height) {
  const perPixel = (domain[1] - domain[0]) / height;
  const placed = ends.filter((end) => Number.isFinite(end.value))
    .map((end) => ({...end, y: (domain[1] - end.value) / perPixel})).sort((a, b) => a.y - b.y);
  const half = ({text}) => 2 + 8 * text.split('\n').length;
  for (let i = 1; i < placed.length; ++i) placed[i].y = Math.max(placed[i].y, placed[i - 1].y + half(placed[i - 1]) + half(placed[i]));
  let floor = height + 10;
  for (let i = placed.length - 1; i >= 0; --i) {
    placed[i].y = Math.min(placed[i].y, floor - half(placed[i]));
    floor = placed[i].y - half(placed[i]);
  }
  return placed.map((end) => ({...end, at: domain[1] - end.y * perPixel}));
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
