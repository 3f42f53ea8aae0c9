// oxlint-disable unicorn/require-post-message-target-origin -- a thread has no origin, a window has
import { cpuUsage } from 'node:process';
import { parentPort } from 'node:worker_threads';
import { compile } from 'html-to-text';
import { Drop, Liquid } from 'liquidjs';

// Plain JavaScript, so that a thread starts without a TypeScript loader: it is replaced whenever a template hangs it.

/**
 * @typedef {{ subject?: string, body?: string, text?: string }} Parts
 * @typedef {{ kind: 'render', parts: Parts,  variables: Record<string, unknown> & { attributes?: Record<string, unknown>, entry?: Record<string, unknown> } }} Render
 * @typedef {{ kind: 'check', text: string, names: string[] }} Check
 */

const MAX_SUBJECT_CHARACTERS = 500;
const MAX_BODY_BYTES = 256 * 1024;

const OPTIONS = {
  templates: {},
  ownPropertyOnly: true,
  strictFilters: true,
  strictVariables: true,
  lenientIf: true,
  timezoneOffset: 0,
  parseLimit: 64_000,
  renderLimit: 100,
  memoryLimit: 1_000_000,
};

const text = liquid({ outputEscape: counted });
const html = liquid({ outputEscape: 'escape' });

/** @param {import('liquidjs').LiquidOptions} options */
function liquid(options) {
  const engine = new Liquid({ ...OPTIONS, ...options });
  // What reaches beyond the template itself, or has been used to exhaust a process.
  for (const tag of ['include', 'render', 'layout', 'block', 'tablerow']) delete engine.tags[tag];
  engine.registerFilter('raw', { raw: true, handler: counted });
  return engine;
}

/**
 * Leaves a value as it is, but counts it against the memory limit, as escaping does: otherwise doubling by `capture`
 * is free, up to the longest possible string.
 * @this {import('liquidjs').FilterImpl}
 * @param {unknown} value
 */
function counted(value) {
  if (typeof value === 'string') this.context.memoryLimit.use(value.length);
  return value;
}

const asText = compile({
  wordwrap: 78,
  selectors: [
    ...['h1', 'h2', 'h3', 'h4', 'h5', 'h6'].map((selector) => ({ selector, options: { uppercase: false } })),
    { selector: 'table', options: { uppercaseHeaderCells: false } },
    { selector: 'a', options: { hideLinkHrefIfSameAsText: true } },
    { selector: 'img', format: 'skip' },
  ],
});

/** Any name may be asked for; what a customer has not is `nil`, as every other variable of which nothing is known. */
class Named extends Drop {
  #values;

  /** @param {Record<string, unknown>} values */
  constructor(values) {
    super();
    this.#values = values;
  }

  /**
   * @override
   * @param {string | number} name
   */
  liquidMethodMissing(name) {
    return Object.hasOwn(this.#values, name) ? this.#values[name] : null;
  }
}

/**
 * The parts that the job names; without a text of its own, the body's words are the text.
 * @param {Render} job
 */
function render({ parts, variables: { attributes = {}, entry = {}, ...others } }) {
  const variables = { ...others, attributes: new Named(attributes), entry: new Named(entry) };
  const subject = attempt('subject', parts.subject, (source) =>
    plainLine(String(text.parseAndRenderSync(source, variables))),
  );
  const body = attempt('body', parts.body, (source) => within('body', html.parseAndRenderSync(source, variables)));
  const plain =
    parts.text === undefined
      ? attempt('body', body, (source) => within('text of the body', asText(source)))
      : attempt('text', parts.text, (source) => within('text', text.parseAndRenderSync(source, variables)));
  return { subject, html: body, text: plain };
}

class Faulty extends Error {
  /**
   * @param {string} part
   * @param {unknown} cause
   */
  constructor(part, cause) {
    super(cause instanceof Error ? cause.message : 'the template could not be rendered');
    this.part = part;
  }
}

/**
 * @param {keyof Parts} part
 * @param {string | undefined} source
 * @param {(source: string) => string} work
 */
function attempt(part, source, work) {
  if (source === undefined) return undefined;
  try {
    return work(source);
  } catch (error) {
    throw error instanceof Faulty ? error : new Faulty(part, error);
  }
}

/**
 * @param {string} what
 * @param {unknown} rendered
 */
function within(what, rendered) {
  const words = String(rendered);
  if (words.length > MAX_BODY_BYTES || Buffer.byteLength(words) > MAX_BODY_BYTES) {
    throw new Error(`the ${what} is longer than ${MAX_BODY_BYTES / 1024} KB when rendered`);
  }
  return words;
}

/**
 * A subject is one line of a header.
 * @param {string} rendered
 */
function plainLine(rendered) {
  if (rendered.length > 4 * MAX_SUBJECT_CHARACTERS) throw tooLong();
  const line = rendered.replace(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, ' ').trim();
  if (line.length > MAX_SUBJECT_CHARACTERS) throw tooLong();
  return line;
}

function tooLong() {
  return new Error(`the subject is longer than ${MAX_SUBJECT_CHARACTERS} characters when rendered`);
}

/** Values that have parts, which are all known. @type {ReadonlyMap<string, readonly string[]>} */
const PARTS = new Map([
  ['points', ['active', 'pending', 'expiring', 'expiring_on']],
  ['tier', ['id', 'name', 'next', 'missing', 'lost_on']],
  ['coupon', ['code', 'expires_on']],
  ['quest', ['id', 'name', 'step', 'done', 'target', 'deadline']],
]);

/**
 * What can be told without rendering, in branches too that nobody takes yet: names that do not exist, and parts of
 * values that have none. Every value is text or a number.
 * @param {Check} job
 */
function check({ text: source, names }) {
  const variables = html.globalVariableSegmentsSync(html.parse(source));
  const unknown = variables.flatMap(([name]) => (names.includes(String(name)) ? [] : [String(name)]));
  const parts = variables.flatMap((path) => {
    const [name, ...rest] = path;
    // What is in a list is known when it is rendered.
    if (name === 'attributes' || name === 'entry' || name === 'recs') return [];
    const known = PARTS.get(String(name));
    if (known?.includes(rest.map(String).join('.'))) return [];
    const isPlain = !known && (rest.length === 0 || (rest.length === 1 && rest[0] === 'size'));
    return isPlain || !names.includes(String(name)) ? [] : [{ name: String(name), path: path.map(String).join('.') }];
  });
  const asked = variables.filter(([name]) => name === 'attributes').map((path) => path.slice(1));
  const misnamed = asked.filter(([name, ...rest]) => typeof name !== 'string' || rest.some((part) => part !== 'size'));
  return {
    attributes: asked.flatMap(([name]) => (typeof name === 'string' ? [name] : [])),
    problems: [
      ...misnamed.map(
        (path) =>
          `${['attributes', ...path].join('.')} is not one attribute; name it in full, such as {{ attributes.plan }}`,
      ),
      ...[...new Set(unknown)].map((name) => `unknown variable: ${name}; there are ${names.join(', ')}`),
      ...parts.map(({ name, path }) =>
        PARTS.has(name)
          ? `${path} does not exist; there are ${(PARTS.get(name) ?? []).map((part) => `${name}.${part}`).join(', ')}`
          : `${path} does not exist: ${name} is a single value without parts; write {{ ${name} }}, or leave it out`,
      ),
    ],
  };
}

/**
 * How what the library and this file say is called where people read it in their own language.
 * @type {readonly (readonly [said: RegExp, code: string])[]}
 */
const NAMES = [
  [/^undefined variable: ([^,]+)/, 'unknown-variable'],
  [/^undefined filter: ([^,]+)/, 'unknown-filter'],
  [/^memory alloc limit/, 'too-much-memory'],
  [/^template render limit/, 'too-slow'],
  [/^the .* is longer than|^parse length limit/, 'too-long'],
];

/** @param {string} message */
function nameOf(message) {
  for (const [said, code] of NAMES) {
    const [, about] = said.exec(message) ?? [];
    if (said.test(message)) return about === undefined ? { code } : { code, about };
  }
  return { code: 'syntax', about: message };
}

/** @param {unknown} error */
function problemOf(error) {
  const message = error instanceof Error ? error.message : 'the template could not be rendered';
  const problem = message.split('\n', 1)[0]?.slice(0, 300) ?? '';
  return {
    problem,
    fault: nameOf(problem),
    slow: message.startsWith('template render limit'),
    ...(error instanceof Faulty ? { part: error.part } : {}),
  };
}

/**
 * At least what this thread had of a processor, ms: on a busy machine a template waits most of the time, which is no
 * fault of its own. @param {NodeJS.CpuUsage} since
 */
function processorTime(since) {
  const { user, system } = cpuUsage(since);
  return (user + system) / 1_000;
}

parentPort?.on('message', (/** @type {Render | Check} */ job) => {
  const begun = performance.now();
  const used = cpuUsage();
  let reply;
  try {
    reply = job.kind === 'render' ? render(job) : check(job);
  } catch (error) {
    reply = problemOf(error);
  }
  parentPort?.postMessage({ ...reply, took: Math.min(performance.now() - begun, processorTime(used)) });
});
parentPort?.postMessage('ready');
