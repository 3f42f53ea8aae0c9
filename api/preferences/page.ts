import { createHash } from 'node:crypto';
import type { Channel, Purpose } from '../../domain/channels/channel.ts';
import { escapeHtml } from '../docs/page.ts';
import { topicText, type PreferenceWords } from './words.ts';

const STYLE = `
:root { color-scheme: light dark; --ink: light-dark(#1c2024, #e8eaed); --soft: light-dark(#545a63, #b3bac3); --paper: light-dark(#ffffff, #131519); --field: light-dark(#f4f5f7, #1d2025); --line: light-dark(#8a9099, #6b727c); --mark: light-dark(#14508f, #9cc4f5); --on: light-dark(#ffffff, #10243a); }
*, *::before, *::after { box-sizing: border-box; }
body { margin: 0; font: 1rem/1.55 system-ui, sans-serif; color: var(--ink); background: var(--paper); }
main { max-width: 34rem; margin: 0 auto; padding: 2rem 1.25rem 3rem; overflow-wrap: anywhere; }
.sender { margin: 0 0 1.5rem; color: var(--soft); }
h1 { font-size: 1.45rem; line-height: 1.25; margin: 0 0 .75rem; }
h2, legend { font-size: 1.1rem; font-weight: 650; margin: 0 0 .5rem; padding: 0; }
p { margin: 0 0 1rem; }
section { margin-top: 2.25rem; padding-top: 1.75rem; border-top: 1px solid var(--line); }
fieldset { border: 0; margin: 0; padding: 0; }
label { display: flex; gap: .75rem; align-items: flex-start; padding: .7rem .75rem; margin: 0 0 .5rem; background: var(--field); border-radius: .4rem; cursor: pointer; }
input { flex: none; width: 1.35rem; height: 1.35rem; margin: .1rem 0 0; accent-color: var(--mark); }
button { font: inherit; font-weight: 600; min-height: 2.9rem; padding: .6rem 1.3rem; color: var(--on); background: var(--mark); border: 2px solid var(--mark); border-radius: .4rem; cursor: pointer; }
.second { color: var(--mark); background: transparent; margin-top: .5rem; }
a { color: var(--mark); }
:focus-visible { outline: 3px solid var(--mark); outline-offset: 2px; }
`;

const STYLE_SOURCE = `'sha256-${createHash('sha256').update(STYLE).digest('base64')}'`;

/** Its style, its own forms, and nothing else: no script, no picture, no frame. */
export const PREFERENCE_POLICY = `default-src 'none'; style-src ${STYLE_SOURCE}; form-action 'self'; base-uri 'none'; frame-ancestors 'none'`;

export interface Topic {
  readonly channel: Channel;
  readonly purpose: Purpose;
}

export interface Choice extends Topic {
  /** `none`: nothing was ever said of it. */
  readonly said: 'granted' | 'withdrawn' | 'none';
}

export interface PreferencePage {
  readonly words: PreferenceWords;
  /** Who sends the messages; empty where nobody has said. */
  readonly sender: string;
  readonly token: string;
  /** What the link was in. */
  readonly topic: Topic;
  readonly choices: readonly Choice[];
  /** What was just done. */
  readonly done?: 'stopped' | 'saved';
}

/** Works without a script, and without pictures: mail programs open links in whatever they have. */
export function preferencePage(page: PreferencePage): string {
  const { words, token, choices } = page;
  const list = choices.length === 0 ? '' : choiceForm(words, token, choices, page.done === 'stopped');
  return whole(words, page.sender, `${top(page)}\n${list}`);
}

function top({ words, token, topic, choices, done }: PreferencePage): string {
  const what = topicText(words, topic);
  if (done === 'stopped') return told(words.stopped(what), words.stoppedText);
  if (done === 'saved') return told(words.saved, words.savedText);
  const current = choices.find(({ channel, purpose }) => channel === topic.channel && purpose === topic.purpose);
  if (current?.said === 'withdrawn') return `<h1>${escapeHtml(words.stopped(what))}</h1>`;
  return `<h1>${escapeHtml(words.stopHeading(what))}</h1>
<p>${escapeHtml(words.stopText)}</p>
<form method="post" action="/u/${token}">
<input type="hidden" name="List-Unsubscribe" value="One-Click">
<button type="submit">${escapeHtml(words.stop)}</button>
</form>`;
}

function told(what: string, more: string): string {
  return `<h1 role="status">${escapeHtml(what)}</h1>\n<p>${escapeHtml(more)}</p>`;
}

function choiceForm(words: PreferenceWords, token: string, choices: readonly Choice[], isSecond: boolean): string {
  const boxes = choices.map((choice) => {
    const value = escapeHtml(`${choice.channel}.${choice.purpose}`);
    return `<input type="hidden" name="listed" value="${value}">
<label><input type="checkbox" name="wanted" value="${value}"${choice.said === 'granted' ? ' checked' : ''}> <span>${escapeHtml(topicText(words, choice))}</span></label>`;
  });
  return `<section id="choices">
<form method="post" action="/u/${token}/choices">
<fieldset>
<legend>${escapeHtml(words.choicesHeading)}</legend>
<p>${escapeHtml(words.choicesText)}</p>
${boxes.join('\n')}
</fieldset>
<button type="submit"${isSecond ? ' class="second"' : ''}>${escapeHtml(words.save)}</button>
</form>
</section>`;
}

/** A page with one thing to say. */
export function plainPage(words: PreferenceWords, heading: string, text: string): string {
  return whole(words, '', `<h1>${escapeHtml(heading)}</h1>\n<p>${escapeHtml(text)}</p>`);
}

/** Asks whether somebody really wants something: only the button says yes, since programs open links too. */
export function confirmPage(words: PreferenceWords, sender: string, token: string, topic: Topic): string {
  const what = topicText(words, topic);
  return whole(
    words,
    sender,
    `<h1>${escapeHtml(words.confirmHeading)}</h1>
<p>${escapeHtml(words.confirmText(what))}</p>
<form method="post" action="/confirm/${token}"><button type="submit">${escapeHtml(words.confirm)}</button></form>`,
  );
}

function whole(words: PreferenceWords, sender: string, body: string): string {
  return `<!doctype html>
<html lang="${words.language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${escapeHtml(sender === '' ? words.title : `${words.title} – ${sender}`)}</title>
<style>${STYLE}</style>
</head>
<body>
<main>
${sender === '' ? '' : `<p class="sender">${escapeHtml(sender)}</p>\n`}${body}
</main>
</body>
</html>
`;
}
