// From samples to the table that people read.

/** One row for each metric that has values, in the metrics' order. */
export function summarise(metrics, samples) {
  return Object.entries(metrics)
    .filter(([id]) => samples[id]?.length)
    .map(([id, { label, unit, budget, goal }]) => {
      const sorted = [...samples[id]].sort((a, b) => a - b);
      const middle = sorted.length >> 1;
      const median = sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
      const verdict = budget === undefined ? '' : median > budget ? 'over' : goal !== undefined && median <= goal ? 'goal' : 'ok';
      return { id, label, unit, median, least: sorted[0], most: sorted.at(-1), budget, goal, verdict };
    });
}

/** The rows of all subjects: the first with budgets, the others as a column each. */
export function table(results) {
  const [own, ...others] = results;
  const header = ['row', own.name, 'least–most', 'budget', 'goal', '', ...others.flatMap(({ name }) => [name, 'least–most'])];
  const ids = [...new Set(results.flatMap(({ rows }) => rows.map(row => row.id)))];
  const lines = ids.map(id => {
    const rows = results.map(({ rows }) => rows.find(row => row.id === id));
    const { label, unit } = rows.find(Boolean);
    const [first, ...rest] = rows;
    return [
      label,
      first ? quantity(first.median, unit) : '–',
      first ? `${number(first.least)}–${number(first.most)}` : '–',
      first?.budget === undefined ? '' : quantity(first.budget, unit),
      first?.goal === undefined ? '' : quantity(first.goal, unit),
      first?.verdict ?? '',
      ...rest.flatMap(row => (row ? [quantity(row.median, unit), `${number(row.least)}–${number(row.most)}`] : ['–', '–'])),
    ];
  });
  const widths = header.map((_, column) => Math.max(...[header, ...lines].map(line => line[column].length)));
  const draw = line => line.map((cell, column) => (column ? cell.padStart(widths[column]) : cell.padEnd(widths[column]))).join('  ').trimEnd();
  return [draw(header), draw(widths.map(width => '─'.repeat(width))), ...lines.map(draw)].join('\n');
}

const quantity = (value, unit) => `${number(value)}${unit ? ` ${unit}` : ''}`;

function number(value) {
  if (Number.isInteger(value)) return value.toLocaleString('en');
  return value.toLocaleString('en', { maximumFractionDigits: Math.abs(value) < 10 ? 2 : Math.abs(value) < 100 ? 1 : 0 });
}
