// Where labels and ticks of charts stand, without drawing them.
export const FONT = 15;  // [px], of all texts in charts

/** Width of a text in the charts' font, roughly. */
export const textWidth = (text, size = FONT) => [...text].length * size * 0.56;

/** Text on as many lines as it takes. */
export function wrapped(text, width, size = FONT) {
  const lines = [''];
  const whole = new RegExp(`.{1,${Math.max(4, Math.floor(width / size / 0.64))}}`, 'gsu');  // words too long for a line are cut
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

/** At most so many round numbers from low to high. */
export function ticksOf([low, high], most) {
  const raw = (high - low) / Math.max(1, Math.floor(most)), power = 10 ** Math.floor(Math.log10(raw));
  const step = power * [1, 2, 5, 10].find((each) => each * power > raw * (1 - 1e-9)), first = Math.ceil(low / step - 1e-9);
  return Array.from({length: Math.floor(high / step + 1e-9) - first + 1}, (_, i) => (first + i) * step);
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
