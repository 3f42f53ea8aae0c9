import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

/** Files whose cursors are short by themselves. */
const SHORT = new Set([
  // As many customers as keys were named.
  'events/applied.ts',
  // Workspaces, of which there are few, once after an upgrade.
  'workspaces/workspaces.ts',
]);

test('whoever goes through rows says how many are fetched at a time: by itself it is 16 MB of them', () => {
  const files = readdirSync('db', { recursive: true, encoding: 'utf8' }).filter(
    (file) => file.endsWith('.ts') && !SHORT.has(file),
  );
  const silent = files.filter((file) => {
    const text = readFileSync(`db/${file}`, 'utf8');
    const goesThrough = /\bfor await\b|\binPages\(|: Async(?:Iterable|Generator)</.test(text);
    return goesThrough && /\.(?:find|aggregate)[<(]/.test(text) && !text.includes('batchSize');
  });
  expect(silent).toEqual([]);
});
