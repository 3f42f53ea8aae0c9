import { purposeOf } from '../channels/channel.ts';
import type { MailSettings } from '../policy/mail-settings.ts';
import type { Problem } from '../problem.ts';
import type { JourneyDefinition } from './definition/definition.schema.ts';
import { categoryOf, wordingOn } from './steps/send-step.ts';

/**
 * Whoever sells by e-mail has to say who they are and where they can be written to on paper (CAN-SPAM, 16 CFR 316; in
 * Europe the directive on electronic commerce, article 5). Both are set once for a workspace and stand at the foot of each
 * mail; without them no journey that sends marketing by e-mail goes live. What is live already goes on.
 * @returns one problem at the first step that needs them, since there is one thing to do
 */
export function legalSenderFaults(
  { steps }: Pick<JourneyDefinition, 'steps'>,
  { company, postalAddress }: Pick<MailSettings, 'company' | 'postalAddress'>,
): readonly Problem[] {
  const missing = [...(company === null ? ['company'] : []), ...(postalAddress === null ? ['postalAddress'] : [])];
  const place = steps.findIndex(
    (step) =>
      step.type === 'send' && wordingOn(step, 'email') !== undefined && purposeOf(categoryOf(step)) === 'marketing',
  );
  if (missing.length === 0 || place < 0) return [];
  const message =
    `a marketing mail says at its foot who sends it and where they can be written to on paper: an admin sets ` +
    `${missing.join(' and ')} with PUT /v1/mail/settings; or give the step the category service, if it sells nothing`;
  return [{ code: 'no-sender', path: `steps[${place}]`, message }];
}
