import { own } from '../../domain/own.ts';
import { SCOPES } from '../../domain/scopes.ts';
import type { JsonSchema } from './openapi-schemas.ts';
import type { OpenApiDocument, Operation, Response } from './openapi.ts';
import { escapeHtml, htmlPage } from './page.ts';
import { schemaText } from './schema-text.ts';

/** The API for people: every call with its scope, its fields, its replies and a line to paste. */
export function textPage(document: OpenApiDocument): string {
  const calls = Object.entries(document.paths).flatMap(([path, operations]) =>
    Object.entries(operations).map(([method, operation]) => ({ method: method.toUpperCase(), path, operation })),
  );
  return htmlPage(
    'Sojourn API',
    [
      '<h1>Sojourn API, version 1</h1>',
      `<p>${escapeHtml(document.info.description)}</p>`,
      `<p>Every call takes a key: <code>Authorization: Bearer &lt;key&gt;</code>. A key belongs to one workspace; each scope may do what those before it may: <code>${SCOPES.join(' &lt; ')}</code>. What can go wrong: <a href="/docs/problems">/docs/problems</a>. Calls to try out, with scripts: <a href="/docs">/docs</a>. For programs: <a href="/openapi.json">/openapi.json</a>.</p>`,
      contents(calls),
      ...calls.map((call) => callSection(call, document)),
      schemas(document),
    ].join('\n'),
  );
}

interface Call {
  readonly method: string;
  readonly path: string;
  readonly operation: Operation;
}

function contents(calls: readonly Call[]): string {
  const rows = calls.map(
    ({ method, path, operation }) =>
      `<tr><td><a href="#${operation.operationId}"><code>${method} ${escapeHtml(path)}</code></a></td><td>${escapeHtml(operation.summary)}</td><td>${scopeOf(operation)}</td></tr>`,
  );
  return `<table><thead><tr><th>Call</th><th>Does</th><th>Scope</th></tr></thead><tbody>${rows.join('\n')}</tbody></table>`;
}

function callSection(call: Call, document: OpenApiDocument): string {
  const { method, path, operation } = call;
  const scope = scopeOf(operation);
  return [
    `<section id="${operation.operationId}">`,
    `<h2>${escapeHtml(operation.summary)}</h2>`,
    `<p class="call"><code>${method} ${escapeHtml(path)}</code></p>`,
    `<p class="soft">${scope === 'public' ? 'Needs no key.' : `Needs a key with the scope <b>${scope}</b>${personOf(operation)}.`}</p>`,
    operation.description === undefined ? '' : `<p>${escapeHtml(operation.description)}</p>`,
    parameters(operation),
    ...bodies(operation),
    replies(operation, document),
    `<h3>Try it</h3><pre>${escapeHtml(curlLine(call))}</pre>`,
    '</section>',
  ].join('\n');
}

function personOf({ 'x-role': role = 'none' }: Operation): string {
  if (role === 'none') return '';
  return role === 'any' ? ', or any person of the team' : `, or a person with the role <b>${role}</b>`;
}

function scopeOf({ security }: Operation): string {
  return security[0]?.key[0] ?? 'public';
}

function parameters({ parameters: list = [] }: Operation): string {
  if (list.length === 0) return '';
  const rows = list.map(
    ({ name, in: place, required, description = '', schema }) =>
      `<tr><td><code>${escapeHtml(name)}</code></td><td>${place}${required ? '' : ', optional'}</td><td><code>${escapeHtml(schemaText(schema))}</code></td><td>${escapeHtml(description)}</td></tr>`,
  );
  return `<h3>Parameters</h3><table><tbody>${rows.join('\n')}</tbody></table>`;
}

function bodies({ requestBody }: Operation): readonly string[] {
  if (requestBody === undefined) return [];
  return Object.entries(requestBody.content).map(
    ([media, { schema }]) =>
      `<h3>Body, ${escapeHtml(media)}${requestBody.required ? '' : ' (optional)'}</h3>${shape(schema)}`,
  );
}

function replies({ responses }: Operation, { components }: OpenApiDocument): string {
  const rows = Object.entries(responses).map(([status, reply]) => {
    const shared = '$ref' in reply ? own(components.responses, reply.$ref.split('/').at(-1) ?? '') : reply;
    const { description, content }: Response = shared ?? { description: '' };
    const schema = content?.['application/json']?.schema;
    return `<tr><td><code>${status}</code></td><td>${escapeHtml(description)}${schema ? shape(schema) : ''}</td></tr>`;
  });
  return `<h3>Replies</h3><table><tbody>${rows.join('\n')}</tbody></table>`;
}

/** A type; named shapes, which begin with a capital outside of remarks and quotes, lead to where they are told. */
function shape(schema: JsonSchema): string {
  const lines = schemaText(schema)
    .split('\n')
    .map((line) => {
      const [type = '', ...remark] = line.split('// ');
      const linked = escapeHtml(type).replace(/(?<![\w;-])[A-Z][A-Za-z]+(?![\w&])/g, '<a href="#schema-$&">$&</a>');
      return [linked, ...remark.map(escapeHtml)].join('// ');
    });
  return `<pre>${lines.join('\n')}</pre>`;
}

/** Quoted for a shell: an apostrophe ends the quotes, is escaped, and opens them again. */
function curlLine({ method, path, operation }: Call): string {
  const asked = (operation.parameters ?? [])
    .filter((parameter) => parameter.in === 'query' && parameter.required)
    .map(({ name }) => `${name}=…`);
  const url = `http://localhost:3000${path}${asked.length > 0 ? `?${asked.join('&')}` : ''}`;
  const key = scopeOf(operation) === 'public' ? [] : ['-H "Authorization: Bearer $KEY"'];
  const media = Object.keys(operation.requestBody?.content ?? {})[0];
  const example = Object.values(operation.requestBody?.content ?? {})[0]?.example;
  const body = example === undefined ? '@file' : JSON.stringify(example).replaceAll("'", "'\\''");
  const sent = media === undefined ? [] : [`-H 'Content-Type: ${media}'`, `--data-binary '${body}'`];
  return ['curl', ...(method === 'GET' ? [] : [`-X ${method}`]), `'${url}'`, ...key, ...sent].join(' ');
}

function schemas({ components }: OpenApiDocument): string {
  const list = Object.entries(components.schemas).map(([name, schema]) => {
    const { description } = schema;
    const about = typeof description === 'string' ? `<p>${escapeHtml(description)}.</p>` : '';
    return `<h3 id="schema-${name}">${escapeHtml(name)}</h3>${about}${shape(schema)}`;
  });
  return `<h2>Named shapes</h2>\n${list.join('\n')}`;
}
