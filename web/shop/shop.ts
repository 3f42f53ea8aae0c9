import type { getPlacementSettingsContract } from '../../api/placements/get-placement-settings.contract.ts';
import type { getSessionContract } from '../../api/sessions/session.contract.ts';
import '../styles/tokens.css';
import '../styles/base.css';
import '../styles/controls.css';
import './shop.css';
import { call } from '../api/call.ts';
import { ApiError } from '../api/problem.ts';
import type { Session } from '../session/session-context.tsx';
import { shownError } from '../ui/shown.ts';
import { problemWordsIn } from '../words/problem-words.ts';
import { keptTheme, showTheme } from '../shell/theme.ts';
import { showCounter } from './counter.ts';
import { made } from './made.ts';
import { openShop } from './open-shop.ts';
import { shopLanguage, SHOP_WORDS } from './words.ts';

const words = SHOP_WORDS[shopLanguage()];

/** Loaded only where something went wrong. */
const UI_WORDS = {
  en: async () => (await import('../words/en/ui.ts')).ui,
  tr: async () => (await import('../words/tr/ui.ts')).ui,
} as const;

function sayTitle(): void {
  document.documentElement.lang = shopLanguage();
  document.title = `${words.title} · Sojourn`;
  const texts = new Map([
    ['title', words.title],
    ['pages', words.pages],
  ]);
  for (const element of document.querySelectorAll<HTMLElement>('[data-word]')) {
    element.textContent = texts.get(element.dataset['word'] ?? '') ?? element.textContent;
  }
}

/** A sentence, and perhaps something to do about it. */
function say(main: HTMLElement, text: string, ...deeds: readonly HTMLElement[]): void {
  const part = made('section', { className: 'shop-part' });
  part.append(made('p', { text }), ...deeds);
  main.replaceChildren(part);
}

/** What went wrong, in the language of the shop; where its words do not come either, as it was thrown. */
async function sentenceOf(error: unknown): Promise<string> {
  const language = shopLanguage();
  try {
    const problems = await problemWordsIn(language);
    const ui = await UI_WORDS[language]();
    const { text, detail } = shownError(error, { language, ui, problems });
    return detail === undefined ? text : `${text} (${detail})`;
  } catch {
    return error instanceof Error ? error.message : '';
  }
}

async function trouble(main: HTMLElement, error: unknown): Promise<void> {
  const again = made('button', { className: 'button', text: words.again });
  again.addEventListener('click', () => location.reload());
  say(main, `${words.failed} ${await sentenceOf(error)}`, again);
}

async function whoIsThere(): Promise<Session | null> {
  try {
    return await call<typeof getSessionContract>('get /v1/session', {});
  } catch (error) {
    if (error instanceof ApiError && error.trouble.status === 401) return null;
    throw error;
  }
}

function offerToOpen(main: HTMLElement, session: Session): void {
  const open = made('button', { className: 'button main', text: words.open });
  open.addEventListener('click', () => {
    open.disabled = true;
    open.textContent = words.opening;
    openShop(words, 10 ** session.workspace.minorDigits)
      .then(() => showCounter(main, session))
      .catch(async (error: unknown) => await trouble(main, error));
  });
  if (session.roles.includes('admin')) say(main, words.toOpen, open);
  else say(main, `${words.toOpen} ${words.mayNot}`);
}

/** Whether shoppers can be let in; whoever may not look at settings is told by the visit. */
async function isOpen(session: Session): Promise<boolean> {
  if (!session.roles.includes('admin')) return true;
  const settings = await call<typeof getPlacementSettingsContract>('get /v1/placements/settings', {});
  return settings.mode !== 'off' && settings.keys.some(({ alg }) => alg === 'HS256');
}

async function show(main: HTMLElement): Promise<void> {
  const session = await whoIsThere();
  if (session === null) {
    const link = made('a', { className: 'button', text: words.signIn });
    link.href = '/sign-in';
    say(main, words.signedOut, link);
  } else if (!session.workspace.testClock) {
    say(main, words.notHere);
  } else if (await isOpen(session)) {
    await showCounter(main, session).catch((error: unknown) => {
      if (error instanceof ApiError && error.trouble.status === 409) offerToOpen(main, session);
      else throw error;
    });
  } else {
    offerToOpen(main, session);
  }
}

showTheme(keptTheme());
sayTitle();
const main = document.getElementById('shop');
if (main === null) throw new Error('shop.html has no element with the id shop.');
show(main).catch(async (error: unknown) => await trouble(main, error));
