// SVG and PNG of a chart with its title, source and legend inside, so that it can leave the page.
const NS = 'http://www.w3.org/2000/svg';
const FONT = 'Arial, Helvetica, sans-serif';
const MARGIN = 24;

function lines(text, width, size) {
  const most = Math.max(20, Math.floor(width / (size * 0.55)));
  const found = [''];
  for (const word of text.split(' ')) {
    const last = found[found.length - 1];
    if (last && last.length + word.length + 1 > most) found.push(word);
    else found[found.length - 1] = last ? `${last} ${word}` : word;
  }
  return found;
}

function element(name, attributes, text) {
  const made = document.createElementNS(NS, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  if (text !== undefined) made.textContent = text;
  return made;
}

/** The chart as an SVG document of its own. */
export function standalone(chart, {title, subtitle, source}) {
  const width = Number(chart.getAttribute('width')), height = Number(chart.getAttribute('height'));
  const whole = width + 2 * MARGIN;
  const svg = element('svg', {xmlns: NS, 'font-family': FONT, width: whole});
  let y = MARGIN;
  const write = (text, size, attributes) => {
    for (const line of lines(text, width, size)) {
      y += size * 1.3;
      svg.append(element('text', {x: MARGIN, y, 'font-size': size, ...attributes}, line));
    }
  };
  write(title, 22, {'font-weight': 'bold', fill: '#1a1a1a'});
  write(subtitle, 15, {fill: '#444444'});
  const inner = chart.cloneNode(true);
  inner.setAttribute('x', MARGIN);
  inner.setAttribute('y', (y += 12));
  inner.removeAttribute('class');
  svg.append(inner);
  y += height;
  write(source, 13, {fill: '#555555'});
  const all = Math.ceil(y + MARGIN);
  svg.setAttribute('height', all);
  svg.setAttribute('viewBox', `0 0 ${whole} ${all}`);
  svg.prepend(element('rect', {width: whole, height: all, fill: '#ffffff'}));
  return svg;
}

function save(blob, name) {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

export const saveText = (text, name, type) => save(new Blob([text], {type}), name);

const textOf = (svg) => new XMLSerializer().serializeToString(svg);

export function saveSvg(svg, name) {
  save(new Blob([textOf(svg)], {type: 'image/svg+xml'}), `${name}.svg`);
}

/** At twice its size, sharp on a projector. */
export async function savePng(svg, name) {
  const picture = new Image();
  picture.src = 'data:image/svg+xml;charset=utf-8,' + encodeURIComponent(textOf(svg));
  await picture.decode();
  const canvas = document.createElement('canvas');
  canvas.width = 2 * Number(svg.getAttribute('width'));
  canvas.height = 2 * Number(svg.getAttribute('height'));
  const brush = canvas.getContext('2d');
  brush.scale(2, 2);
  brush.drawImage(picture, 0, 0);
  canvas.toBlob((blob) => save(blob, `${name}.png`), 'image/png');
}

/** Rows as CSV (RFC 4180), with the mark by which spreadsheets know UTF-8. */
export function saveCsv({columns, rows}, name) {
  // Numbers as a spreadsheet of that language reads them: no unit, no gaps between thousands.
  const plain = (text) => /^([€$£]\s)?−?[\d.,]+\s?[€$£%]?$/.test(text)
    ? text.replace('−', '-').replace(/[\s€$£]/g, '').replaceAll(document.documentElement.lang === 'nl' ? '.' : ',', '') : text.replace(/^[=+@\t\r-]/, "'$&");  // no spreadsheet runs a name
  const cell = (raw, text = plain(raw)) => /[",;\n]/.test(text) ? `"${String(text).replaceAll('"', '""')}"` : text;
  const text = [columns, ...rows].map((row) => row.map((raw) => cell(raw)).join(document.documentElement.lang === 'nl' ? ';' : ',')).join('\r\n');
  save(new Blob(['\ufeff' + text + '\r\n'], {type: 'text/csv'}), `${name}.csv`);
}
