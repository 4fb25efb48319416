// A lever's plan, [[month, value]…], as two sliders see it: when it leaves rest, and how far it goes.
export const REST = {staffing: 1};
const RAMP = 3;  // months that a new lever takes

const round = (value) => Math.round(value * 1e6) / 1e6;

/** The value furthest from rest; rest where the plan never leaves it. */
export const peak = (points, rest) =>
  points.reduce((far, [, value]) => (Math.abs(value - rest) > Math.abs(far - rest) ? value : far), rest);

/** The month in which the plan leaves rest; of a plan that never does, its first; 0 without points. */
export function start(points, rest) {
  const off = points.findIndex(([, value]) => value !== rest);
  return points.length ? points[Math.max(0, off - 1)][0] : 0;
}

/** The same plan, so much further from rest that its peak is `value`. */
export function withPeak(points, rest, value) {
  const now = peak(points, rest);
  if (value === rest && points.length === 0) return points;
  if (now !== rest) return points.map(([month, each]) => [month, round(rest + (each - rest) * (value - rest) / (now - rest))]);
  const [[first], ...others] = points.length > 1 ? points : [[start(points, rest)], [start(points, rest) + RAMP]];
  return [[first, rest], ...others.map(([month]) => [month, value])];
}

/** The same plan, begun in another month. */
export function withStart(points, rest, month) {
  const by = month - start(points, rest);
  return points.map(([each, value]) => [round(each + by), value]);
}
