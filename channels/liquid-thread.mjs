// oxlint-disable unicorn/require-post-message-target-origin -- a thread has no origin, a window has
import { parentPort } from 'node:worker_threads';
import { Liquid } from 'liquidjs';

// Plain JavaScript, so that a thread starts without a TypeScript loader: it is replaced whenever a template hangs it.

/**
 * @typedef {{ kind: 'render', subject: string, body: string, variables: Record<string, string | number | null> }} Render
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
  renderLimit: 50,
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

/** @param {Render} job */
function render(job) {
  const subject = plainLine(String(text.parseAndRenderSync(job.subject, job.variables)));
  const body = String(html.parseAndRenderSync(job.body, job.variables));
  if (body.length > MAX_BODY_BYTES || Buffer.byteLength(body) > MAX_BODY_BYTES) {
    throw new Error(`the body is longer than ${MAX_BODY_BYTES / 1024} KB when rendered`);
  }
  return { subject, html: body };
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

/** @param {Check} job */
function check(job) {
  const unknown = html.globalVariablesSync(html.parse(job.text)).filter((name) => !job.names.includes(name));
  if (unknown.length === 0) return {};
  throw new Error(`unknown variable: ${unknown.join(', ')}; there are ${job.names.join(', ')}`);
}

/** @param {unknown} error */
function problemOf(error) {
  const message = error instanceof Error ? error.message : 'the template could not be rendered';
  return { problem: message.split('\n', 1)[0]?.slice(0, 300), slow: message.startsWith('template render limit') };
}

parentPort?.on('message', (/** @type {Render | Check} */ job) => {
  try {
    parentPort?.postMessage(job.kind === 'render' ? render(job) : check(job));
  } catch (error) {
    parentPort?.postMessage(problemOf(error));
  }
});
parentPort?.postMessage('ready');
