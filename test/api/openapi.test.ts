import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { openApiDocument } from '../../api/openapi.ts';
import { CONTRACTS, ROUTES } from '../../api/routes.ts';
import { schemaText } from '../../api/schema-text.ts';

const document = openApiDocument(CONTRACTS);
const text = JSON.stringify(document);

test('the committed document is what the contracts say', async () => {
  const committed = await readFile(new URL('../../openapi.json', import.meta.url), 'utf8');
  expect(JSON.parse(committed)).toEqual(JSON.parse(text));
});

test('every route is documented, and nothing else', () => {
  const documented = Object.entries(document.paths).flatMap(([path, calls]) =>
    Object.keys(calls).map((method) => `${method} ${path}`),
  );
  const routed = ROUTES.map(({ contract }) => `${contract.method} ${contract.path.replace(/:(\w+)/g, '{$1}')}`);
  expect(documented.toSorted()).toEqual(routed.toSorted());
  expect(new Set(routed).size).toBe(routed.length);
});

test('every call has its own name, the scope of its contract and a reply', () => {
  const operations = Object.values(document.paths).flatMap((calls) => Object.values(calls));
  expect(new Set(operations.map(({ operationId }) => operationId)).size).toBe(operations.length);
  for (const { contract } of ROUTES) {
    const path = contract.path.replace(/:(\w+)/g, '{$1}');
    const operation = document.paths[path]?.[contract.method];
    expect(operation?.security).toEqual(contract.scope === 'public' ? [] : [{ key: [contract.scope] }]);
    expect(Object.keys(operation?.responses ?? {}).some((status) => status.startsWith('2'))).toBe(true);
    const named = [...contract.path.matchAll(/:(\w+)/g)].map(([, name]) => name);
    const parameters = (operation?.parameters ?? []).filter(({ in: place }) => place === 'path');
    expect(parameters.map(({ name }) => name)).toEqual(named);
  }
});

test('every reference leads somewhere', () => {
  const names = [...text.matchAll(/"\$ref":"([^"]*)"/g)].map(([, reference]) => reference);
  expect(names).toContain('#/components/schemas/Condition');
  for (const name of new Set(names)) {
    expect(name).toMatch(/^#\/components\/schemas\/\w+$/);
    expect(Object.keys(document.components.schemas)).toContain(name?.split('/').at(-1));
  }
});

test('a schema reads like a type', () => {
  expect(
    schemaText({
      type: 'object',
      properties: {
        id: { type: 'string', description: 'yours' },
        at: { type: 'string', format: 'date-time' },
        list: { type: 'array', items: { anyOf: [{ const: 'a' }, { type: 'null' }] } },
      },
      required: ['id'],
    }),
  ).toBe('{\n  id: string   // yours\n  at?: time\n  list?: ("a" | null)[]\n}');
});
