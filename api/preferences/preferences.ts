import {
  consentSaid,
  consentTo,
  saidNow,
  type ConsentRecord,
  type ContactRow,
} from '../../db/customers/contact-row.ts';
import { workspaceTime, type WorkspaceRow } from '../../db/workspaces/workspaces.ts';
import { attributeOf } from '../../domain/attributes/attributes.ts';
import { CHANNELS, PURPOSES } from '../../domain/channels/channel.ts';
import { LOCALE } from '../../domain/templates/choose.ts';
import { changeContact } from '../../ingest/contact.ts';
import type { MessageScope } from '../../links/preference-token.ts';
import { contactPorts } from '../contacts/contact.ts';
import type { ApiDeps } from '../deps.ts';
import type { Choice, PreferencePage } from './page.ts';
import { topicText, wordsFor } from './words.ts';

export type PreferenceDeps = Pick<ApiDeps, 'links' | 'stores' | 'ingest' | 'clock' | 'log'>;

/** Where a request came from: kept with what was said, as its proof. */
export interface From {
  readonly ip?: string;
  readonly userAgent?: string;
  /** As the browser says it. */
  readonly language?: string;
}

/** Somebody with a link of theirs. */
export interface Asking {
  readonly scope: MessageScope;
  readonly workspace: WorkspaceRow;
  readonly contact: ContactRow | null;
  readonly from: From;
  readonly page: Omit<PreferencePage, 'token' | 'done'>;
}

/** Of whoever was erased nothing is kept any more, not even that they want no more messages: their address is suppressed. */
export async function isErased(
  { stores }: Pick<PreferenceDeps, 'stores'>,
  { workspace, customer }: Pick<MessageScope, 'workspace' | 'customer'>,
): Promise<boolean> {
  return (await stores.erasures.among(workspace, [customer])).size > 0;
}

/** @returns `undefined` where the link is none of ours, or its workspace or customer is gone */
export async function preferencesOf(deps: PreferenceDeps, token: string, from: From): Promise<Asking | undefined> {
  const { stores, links } = deps;
  const scope = await links.scopeOf(token);
  const workspace = scope && (await stores.workspaces.find(scope.workspace));
  if (scope === undefined || !workspace || (await isErased(deps, scope))) return undefined;
  const [contact, customer, { company }] = await Promise.all([
    stores.contacts.get(workspace._id, scope.customer),
    stores.customers.find(workspace._id, scope.customer),
    stores.mailSettings.find(workspace._id),
  ]);
  const words = wordsFor(customer && attributeOf(customer.state, LOCALE), from.language);
  const topic = { channel: scope.channel, purpose: scope.purpose };
  const page = { words, sender: company ?? '', topic, choices: choicesOf(scope, contact) };
  return { scope, workspace, contact, from, page };
}

/** What the message was, and whatever else they were ever asked about; the same for everybody comes first. */
function choicesOf({ channel, purpose }: MessageScope, contact: ContactRow | null): readonly Choice[] {
  return CHANNELS.flatMap((one) =>
    PURPOSES.flatMap((about) => {
      const isNamed = one === channel && about === purpose;
      if (!isNamed && consentSaid(contact, one, about) === 'none') return [];
      return [{ channel: one, purpose: about, said: consentTo(contact, one, about) }];
    }),
  );
}

/** Takes back what the message was sent by. Again, it changes nothing. */
export async function withdraw(deps: PreferenceDeps, asking: Asking): Promise<void> {
  const { scope, workspace, contact } = asking;
  const { channel, purpose, customer, message } = scope;
  if (consentSaid(contact, channel, purpose) === 'withdrawn') return;
  await say(deps, asking, [{ channel, purpose, said: 'withdrawn' }], 'unsubscribe-link');
  const facts = { channel, purpose };
  const told = { sign: 'unsubscribe', message, facts, once: `${channel}.${purpose}.${deps.clock()}` } as const;
  await deps.ingest.acceptMessageSign(workspace, customer, told);
}

/** What a form says: what was shown, and what of it was ticked. */
export interface Said {
  readonly listed: readonly string[];
  readonly wanted: readonly string[];
}

/** Only what was shown and is now otherwise is said: nobody agrees to what they did not see. */
export async function changeChoices(deps: PreferenceDeps, asking: Asking, { listed, wanted }: Said): Promise<void> {
  const changed = asking.page.choices.flatMap((choice) => {
    const name = `${choice.channel}.${choice.purpose}`;
    const isWanted = wanted.includes(name);
    if (!listed.includes(name) || isWanted === (choice.said === 'granted')) return [];
    return [{ ...choice, said: isWanted ? ('granted' as const) : ('withdrawn' as const) }];
  });
  if (changed.length === 0) return;
  await say(deps, asking, changed, 'preference-page');
  if (changed.every(({ said }) => said === 'granted')) return;
  const { workspace, customer, message } = asking.scope;
  await deps.ingest.messageBack.note(workspace, customer, message, { unsubscribed: true });
}

async function say(
  deps: PreferenceDeps,
  { scope, workspace, contact, from, page }: Asking,
  choices: readonly (Choice & { readonly said: 'granted' | 'withdrawn' })[],
  source: string,
): Promise<void> {
  const now = workspaceTime(workspace, deps.clock());
  const { ip, userAgent } = from;
  const proof = {
    by: { kind: 'customer' as const },
    ...(scope.message === '' ? {} : { message: scope.message }),
    ...(ip === undefined ? {} : { ip }),
    ...(userAgent === undefined ? {} : { userAgent }),
  };
  const consents = choices.map((choice): ConsentRecord => ({
    channel: choice.channel,
    purpose: choice.purpose,
    status: choice.said,
    at: saidNow(contact, choice.channel, now),
    source,
    ...(choice.said === 'granted' ? { wording: page.words.choice(topicText(page.words, choice)) } : {}),
    proof,
  }));
  await changeContact(contactPorts(deps), workspace, scope.customer, { consents });
}
