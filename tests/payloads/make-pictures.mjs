// Draws the sample pictures (`pictures/*.png`), with nothing but Node. Run it after a change here, then `make.mjs`.
import { writeFileSync } from 'node:fs';
import { crc32, deflateSync } from 'node:zlib';

const folder = new URL('./pictures/', import.meta.url);
const LIMIT = 3000; // bytes: a data: URL of it stays below 4 kB

const rgb = (hex, alpha = 255) => [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16)).concat(alpha);
const mix = (a, b, share) => a.map((value, at) => value + (b[at] - value) * share);
const CLEAR = [255, 255, 255, 0];

/** A PNG of `paint(x, y) -> [r, g, b, a]`, x and y from 0 to 1, smoothed by 3 × 3 samples a pixel. */
function png(width, height, paint) {
  const stride = 1 + width * 4;
  const rows = Buffer.alloc(stride * height);
  const pixel = (x, y) => {
    const sum = [0, 0, 0, 0];
    for (let sample = 0; sample < 9; sample++) {
      const [r, g, b, a] = paint((x + (sample % 3) / 3 + 1 / 6) / width, (y + Math.floor(sample / 3) / 3 + 1 / 6) / height);
      [r * a, g * a, b * a, a].forEach((value, at) => (sum[at] += value));
    }
    return sum[3] ? [...sum.slice(0, 3).map((value) => Math.round(value / sum[3])), Math.round(sum[3] / 9)] : [0, 0, 0, 0];
  };
  let above = Buffer.alloc(width * 4);
  for (let y = 0; y < height; y++) {
    const line = Buffer.from(Array.from({ length: width }, (_, x) => pixel(x, y)).flat());
    rows[y * stride] = 2; // each byte as its difference from the one above
    for (let at = 0; at < line.length; at++) rows[y * stride + 1 + at] = (line[at] - above[at]) & 255;
    above = line;
  }
  const chunk = (name, data) => {
    const body = Buffer.concat([Buffer.from(name), data]);
    const frame = Buffer.alloc(8);
    frame.writeUInt32BE(data.length, 0);
    frame.writeUInt32BE(crc32(body), 4);
    return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)]);
  };
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 6], 8); // 8 bits, red green blue alpha
  return Buffer.concat([
    Buffer.from([137, 80, 78, 71, 13, 10, 26, 10]),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(rows, { level: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

/** A mountain view: sky, sun or moon, two ridges, a meadow and perhaps a train. */
function view({ sky, sun, ridges, meadow, train, lake }) {
  const [high, low] = sky.map((hex) => rgb(hex));
  return png(120, 75, (x, y) => {
    if (train && y > 0.72 && y < 0.8 && x > 0.25 && x < 0.7) {
      const window = y > 0.735 && y < 0.765 && (x * 20) % 1 > 0.3;
      return rgb(window ? '#fdf3d0' : train);
    }
    if (train && y > 0.8 && y < 0.82) return rgb('#4b4440');
    if (lake && y > 0.82) return rgb(lake);
    if (y > 0.76 + 0.03 * Math.sin(x * 7)) return rgb(meadow);
    for (const { at, top, slope, colour, snow } of [...ridges].reverse()) {
      const height = y - top - Math.abs(x - at) * slope;
      if (height > 0) return rgb(snow && height < 0.1 && y < top + 0.16 ? snow : colour);
    }
    if (sun && Math.hypot((x - sun.x) * 1.6, y - sun.y) < sun.size) return rgb(sun.colour);
    return mix(high, low, Math.round(y * 16) / 16);
  });
}

/** A round sign with a simple figure on it. */
function sign(colour, figure) {
  return png(32, 32, (x, y) => (Math.hypot(x - 0.5, y - 0.5) > 0.49 ? CLEAR : figure(x, y) ? rgb('#ffffff') : rgb(colour)));
}
const box = (x, y, left, top, right, bottom) => x > left && x < right && y > top && y < bottom;
const disc = (x, y, cx, cy, size) => Math.hypot(x - cx, y - cy) < size;

const pictures = {
  summit: view({ sky: ['#3f7fc1', '#d7ecf7'], sun: { x: 0.8, y: 0.2, size: 0.1, colour: '#fff1b8' }, meadow: '#6f9f5c',
    ridges: [{ at: 0.25, top: 0.4, slope: 0.8, colour: '#8aa0b8' }, { at: 0.6, top: 0.16, slope: 1.1, colour: '#5f7691', snow: '#ffffff' }] }),
  train: view({ sky: ['#79b4dd', '#f3f6ee'], meadow: '#7fae5a', train: '#c8372d',
    ridges: [{ at: 0.8, top: 0.3, slope: 0.7, colour: '#93a9b5' }, { at: 0.2, top: 0.35, slope: 0.9, colour: '#6d8a86', snow: '#f7fbff' }] }),
  sunrise: view({ sky: ['#563b72', '#f6a15c'], sun: { x: 0.45, y: 0.52, size: 0.14, colour: '#ffe08a' }, meadow: '#3d3350',
    ridges: [{ at: 0.2, top: 0.45, slope: 0.8, colour: '#7a4f7d' }, { at: 0.85, top: 0.32, slope: 0.9, colour: '#5c3f6b' }] }),
  lake: view({ sky: ['#8fc3e0', '#eef7fa'], meadow: '#5d9272', lake: '#2f7d9c',
    ridges: [{ at: 0.4, top: 0.3, slope: 0.75, colour: '#7e9aa8', snow: '#ffffff' }, { at: 0.95, top: 0.42, slope: 0.8, colour: '#4f7a6d' }] }),
  winter: view({ sky: ['#9db4cf', '#eef2f8'], meadow: '#f4f8fb', train: '#27548a',
    ridges: [{ at: 0.15, top: 0.42, slope: 0.8, colour: '#a9b9c9', snow: '#ffffff' }, { at: 0.65, top: 0.22, slope: 1, colour: '#8096ad', snow: '#ffffff' }] }),
  night: view({ sky: ['#0f1a38', '#3b4c7d'], sun: { x: 0.2, y: 0.2, size: 0.07, colour: '#f5f0d6' }, meadow: '#101a2b',
    ridges: [{ at: 0.35, top: 0.4, slope: 0.7, colour: '#26345c' }, { at: 0.8, top: 0.28, slope: 0.9, colour: '#1b2748' }] }),
  bot: sign('#1f6f5c', (x, y) => (disc(x, y, 0.5, 0.5, 0.3) && y < 0.5) || (box(x, y, 0.2, 0.5, 0.8, 0.72) && !disc(x, y, 0.37, 0.6, 0.06) && !disc(x, y, 0.63, 0.6, 0.06))),
  ticket: sign('#c8372d', (x, y) => box(x, y, 0.2, 0.34, 0.8, 0.66) && !disc(x, y, 0.2, 0.5, 0.08) && !disc(x, y, 0.8, 0.5, 0.08) && !box(x, y, 0.6, 0.38, 0.64, 0.62)),
  calendar: sign('#27548a', (x, y) => box(x, y, 0.26, 0.26, 0.74, 0.76) && !(y > 0.4 && box((x * 8) % 1, (y * 8) % 1, 0.25, 0.25, 0.85, 0.85) && x > 0.3 && x < 0.7)),
  clock: sign('#7a4f7d', (x, y) => disc(x, y, 0.5, 0.5, 0.32) && !box(x, y, 0.47, 0.26, 0.53, 0.53) && !box(x, y, 0.47, 0.47, 0.7, 0.53)),
  place: sign('#b3531b', (x, y) => (disc(x, y, 0.5, 0.4, 0.2) && !disc(x, y, 0.5, 0.4, 0.08)) || (y > 0.5 && y < 0.8 && Math.abs(x - 0.5) < (0.8 - y) * 0.5)),
  check: sign('#2f8a4c', (x, y) => (x > 0.25 && x < 0.45 && Math.abs(y - (x + 0.22)) < 0.07) || (x >= 0.42 && x < 0.76 && Math.abs(y - (1.09 - x)) < 0.07)),
  arrow: sign('#5a6470', (x, y) => x > 0.36 && x < 0.66 && Math.abs(y - 0.5) < 0.66 - x && Math.abs(y - 0.5) > 0.52 - x),
  person: sign('#34647d', (x, y) => disc(x, y, 0.5, 0.38, 0.15) || (disc(x, y, 0.5, 0.84, 0.27) && y < 0.8)),
};

for (const [name, bytes] of Object.entries(pictures)) {
  if (bytes.length > LIMIT) throw new Error(`${name}.png has ${bytes.length} bytes, more than ${LIMIT}: draw it simpler`);
  writeFileSync(new URL(`${name}.png`, folder), bytes);
  console.log(`${name}.png`, bytes.length);
}
