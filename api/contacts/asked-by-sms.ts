import { saidNow, type ContactRow } from '../../db/customers/contact-row.ts';
import type { AskedBySms, Confirmation } from '../../db/messaging/confirmations.ts';
import { workspaceTime, type WorkspaceRow } from '../../db/workspaces/workspaces.ts';
import { questionBySms } from '../../domain/channels/confirm-sms.ts';
import { questionsTo } from '../../ingest/questions.ts';
import type { ApiDeps } from '../deps.ts';
import { cannotAsk } from './cannot-ask.ts';

/** A sender that a telephone can answer: a number or a short code, and no name. */
const ANSWERED = /^\+?\d+$/;

/**
 * What is asked by SMS, and of whom.
 * @throws ApiProblem where nobody could answer, nobody says who asks, or the number has another question to answer
 */
export async function askedBySms(
  { stores, links, clock }: ApiDeps,
  here: WorkspaceRow,
  { customer, purpose, language }: Confirmation,
  contact: ContactRow | null,
  number: string,
): Promise<AskedBySms> {
  const { contacts, confirmations, channelSettings, mailSettings } = stores;
  const ports = { contacts, confirmations, addressHash: links, now: clock };
  const [{ mac }, { company }, { plain }, questions] = await Promise.all([
    links.hashed(here._id, 'sms', number),
    mailSettings.find(here._id),
    channelSettings.shown(here._id, 'sms'),
    questionsTo(ports, here, number),
  ]);
  if (company === null) throw cannotAsk('nobody has said who sends; PUT /v1/mail/settings says the company');
  const from = here.clock === undefined ? plain?.['from'] : undefined;
  if (from !== undefined && !ANSWERED.test(from)) {
    throw cannotAsk('SMS go out under a name, which nobody can reply to; set the channel up with a number');
  }
  // A YES cannot say which of two questions it answers.
  const another = questions.find(
    (one) => one.standing === 'open' && (one.customer !== customer || one.purpose !== purpose),
  );
  if (another !== undefined) throw cannotAsk('their number has another question by SMS that is not answered yet');
  return {
    question: questionBySms({ company, purpose, language }),
    to: mac,
    since: saidNow(contact, 'sms', workspaceTime(here, clock())),
  };
}
