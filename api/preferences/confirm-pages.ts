import { Router, type RequestHandler, type Response } from 'express';
import { addressIn, consentTo, saidNow, type ConsentRecord } from '../../db/customers/contact-row.ts';
import type { ConfirmationRow } from '../../db/messaging/confirmations.ts';
import { workspaceTime, type WorkspaceRow } from '../../db/workspaces/workspaces.ts';
import { changeContact } from '../../ingest/contact.ts';
import type { ConfirmScope } from '../../links/confirm-token.ts';
import { contactPorts } from '../contacts/contact.ts';
import type { ApiDeps } from '../deps.ts';
import { preferencesGone } from './gone.ts';
import { confirmPage, plainPage, PREFERENCE_POLICY } from './page.ts';
import { isErased, type From } from './preferences.ts';
import { fromOf } from './from.ts';
import { topicText, wordsFor, type PreferenceWords } from './words.ts';

type Deps = Pick<ApiDeps, 'links' | 'stores' | 'ingest' | 'clock' | 'log'>;

/** Where somebody confirms what they asked for. Opening the link shows a button, and only the button confirms. */
export function confirmPages(deps: Deps): Router {
  const router = Router();
  router.get('/confirm/:token', answered(deps, shown));
  router.post('/confirm/:token', answered(deps, confirmed));
  return router;
}

interface Asked {
  readonly scope: ConfirmScope;
  readonly workspace: WorkspaceRow;
  /** `null`: it was asked again since, or long ago, or at another address than they have now. */
  readonly row: ConfirmationRow | null;
  readonly words: PreferenceWords;
  readonly sender: string;
  readonly token: string;
  readonly from: From;
}

type Answer = (deps: Deps, asked: Asked) => Promise<string>;

const shown: Answer = async (deps, asked) => {
  const { scope, row, words, sender, token } = asked;
  if (row?.confirmedAt !== undefined && (await isGranted(deps, scope))) return done(words, scope);
  const isOpen = row !== null && row.confirmedAt === undefined && row.expiresAt > deps.clock();
  return isOpen ? confirmPage(words, sender, token, scope) : plainPage(words, words.expired, words.expiredText);
};

const confirmed: Answer = async (deps, { scope, workspace, row, words, from }) => {
  const now = deps.clock();
  if (row === null) return plainPage(words, words.expired, words.expiredText);
  const asked = await deps.stores.confirmations.confirm(scope, scope.ref, now);
  if (asked === null) {
    return (await isGranted(deps, scope)) ? done(words, scope) : plainPage(words, words.expired, words.expiredText);
  }
  const { channel, purpose, source, version, requestedAt } = asked;
  const { ip, userAgent } = from;
  const contact = await deps.stores.contacts.get(workspace._id, scope.customer);
  const word: ConsentRecord = {
    channel,
    purpose,
    status: 'granted',
    at: saidNow(contact, channel, workspaceTime(workspace, now)),
    source,
    // What they pressed stands for what they ticked, where nobody has kept that.
    wording: asked.wording ?? words.choice(topicText(words, scope)),
    proof: {
      by: { kind: 'customer' },
      requestedAt,
      ...(version === undefined ? {} : { version }),
      ...(ip === undefined ? {} : { ip }),
      ...(userAgent === undefined ? {} : { userAgent }),
    },
  };
  await changeContact(contactPorts(deps), workspace, scope.customer, { consents: [word] });
  return done(words, scope);
};

async function isGranted({ stores }: Deps, { workspace, customer, channel, purpose }: ConfirmScope): Promise<boolean> {
  return consentTo(await stores.contacts.get(workspace, customer), channel, purpose) === 'granted';
}

/** Whoever read the mail at an address says nothing for somebody who has another one by now. */
async function isStillTheirs({ stores, links }: Deps, { workspace, customer, channel, to }: ConfirmationRow) {
  if (to === undefined) return true;
  const address = addressIn(await stores.contacts.get(workspace, customer), channel);
  return address !== undefined && (await links.hashed(workspace, channel, address)).mac === to;
}

function done(words: PreferenceWords, scope: ConfirmScope): string {
  return plainPage(words, words.confirmed, words.confirmedText(topicText(words, scope)));
}

function answered(deps: Deps, answer: Answer): RequestHandler<{ token: string }> {
  return async (request, response) => {
    const { token } = request.params;
    const from = fromOf(request);
    try {
      const scope = await deps.links.asked(token);
      const workspace = scope && (await deps.stores.workspaces.find(scope.workspace));
      if (scope === undefined || !workspace || (await isErased(deps, scope))) return preferencesGone(request, response);
      const [found, { company }] = await Promise.all([
        deps.stores.confirmations.find(scope),
        deps.stores.mailSettings.find(workspace._id),
      ]);
      const row = found?.ref === scope.ref && (await isStillTheirs(deps, found)) ? found : null;
      const words = wordsFor(row?.language, from.language);
      send(response, 200, await answer(deps, { scope, workspace, row, words, sender: company ?? '', token, from }));
    } catch (error) {
      deps.log.warn({ reason: error instanceof Error ? error.name : 'unknown' }, 'a confirmation failed');
      const words = wordsFor(undefined, from.language);
      send(response, 503, plainPage(words, words.busy, words.busyText));
    }
  };
}

function send(response: Response, status: number, page: string): void {
  response.status(status).set({ 'Content-Security-Policy': PREFERENCE_POLICY, 'X-Robots-Tag': 'noindex' });
  response.type('html').send(page);
}
