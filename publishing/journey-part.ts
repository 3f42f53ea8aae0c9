import { isDeepStrictEqual } from 'node:util';
import type { WorkspaceId } from '../domain/ids.schema.ts';
import type { JourneyDefinition } from '../domain/journey/definition/definition.schema.ts';
import { askingFaults } from '../domain/journey/definition/asked-into.ts';
import { chainWarnings } from '../domain/journey/definition/chain-warnings.ts';
import { withStepsNamed } from '../domain/journey/definition/named-steps.ts';
import { validateJourney } from '../domain/journey/definition/validate.ts';
import { sourcesOf } from '../domain/channels/texts.ts';
import { wordingsAt, type SendStep } from '../domain/journey/steps/send-step.ts';
import { ownWords } from '../domain/journey/steps/send-words.ts';
import { legalSenderFaults } from '../domain/journey/legal-sender.ts';
import type { MailSettings } from '../domain/policy/mail-settings.ts';
import { publishedJourney, type Playbook } from '../domain/playbook.ts';
import type { Problem } from '../domain/problem.ts';
import { binsIn } from '../domain/scoring/model.ts';
import { templateExamples, type TemplateExample } from '../domain/words/template-examples.ts';
import { unknownAudiences } from './audience-part.ts';
import { rewardProblems, unknownPools, type PoolsOf } from './loyalty-names.ts';
import { roomProblems } from './journey-room.ts';
import type { PartModule } from './part.ts';
import { unknownSegments } from './segment-names.ts';
import { unknownTemplates } from './template-names.ts';

/** As much of a mail as is tried before it goes live. */
export interface MailToCheck {
  readonly subject: string;
  readonly body: string;
  readonly text?: string | undefined;
}

/** What keeps each of these mails from being sent to one of these customers. */
export type CheckMails = (
  workspace: WorkspaceId,
  mails: readonly MailToCheck[],
  examples: readonly TemplateExample[],
) => Promise<readonly (readonly { readonly part: string; readonly message: string }[])[]>;

/** Who sends the mails of a workspace, as the law wants it at their foot. */
export type SenderOf = (workspace: WorkspaceId) => Promise<Pick<MailSettings, 'company' | 'postalAddress'>>;

/** What is in force already goes on, whoever has said since who sends. */
const NOT_ASKED: SenderOf = async () => ({ company: '', postalAddress: '' });

/** Definitions, which are published as they were written. Those inside a journey stay on the version they entered. */
export function journeyPart(
  checkMails: CheckMails,
  poolsOf: PoolsOf,
  senderOf: SenderOf = NOT_ASKED,
): PartModule<'journey'> {
  return {
    kind: 'journey',
    stays: '',
    faults: async (definition, { workspace: { _id, clock }, book }) => {
      const problems = [
        ...(await journeyFaults(checkMails, _id, definition, book)),
        // No mail of a sandbox leaves it.
        ...(clock === undefined ? legalSenderFaults(definition, await senderOf(_id)) : []),
        ...(await unknownPools(definition, _id, poolsOf)),
      ];
      const warnings = withStepsNamed(chainWarnings(definition), definition.steps);
      return { problems: withStepsNamed(problems, definition.steps), warnings };
    },
    compile: async (definition) => ({ content: definition, warnings: [] }),
    sourceOf: (content) => publishedJourney(0, content).definition,
    isSame: isDeepStrictEqual,
    // Whom a date lets in has to wake for it; so has nobody any more for whom a version before looked ahead.
    concerns: (content, before) => ([content, before].some((one) => one?.enter.on === 'date') ? 'wakes' : 'newcomers'),
  };
}

async function journeyFaults(
  checkMails: CheckMails,
  workspace: WorkspaceId,
  definition: JourneyDefinition,
  book: Playbook,
): Promise<readonly Problem[]> {
  return [
    ...validateJourney(definition, binsIn(book.scoring)),
    ...unknownSegments(definition, book.scoring.segments),
    ...unknownAudiences(definition, book),
    ...rewardProblems(definition, book),
    ...unknownTemplates(definition, book),
    ...askingFaults(definition, book.journeys),
    ...(await mailProblems(checkMails, workspace, definition, book)),
    ...(await webhookProblems(checkMails, workspace, definition, book)),
    ...roomProblems(definition, book),
  ];
}

/** What keeps the mails of a journey from being sent under these rules. */
export async function mailProblems(
  checkMails: CheckMails,
  workspace: WorkspaceId,
  definition: JourneyDefinition,
  book: Playbook,
): Promise<readonly Problem[]> {
  const mails = definition.steps.flatMap((step, place) =>
    step.type === 'send' ? mailsIn(step, `steps[${place}]`) : [],
  );
  const sent = mails.map(({ mail }) => mail);
  const checked = await checkMails(workspace, sent, templateExamples(book));
  return mails.flatMap(({ path }, index) =>
    (checked[index] ?? []).map(({ part, message }) => ({ code: 'template', path: path(part), message })),
  );
}

/** What a step says by itself, as mails: of other channels each field is a plain text, as a mail may have. */
function mailsIn(
  step: SendStep,
  at: string,
): readonly { readonly mail: MailToCheck; readonly path: (part: string) => string }[] {
  return wordingsAt(step).flatMap(({ wording, at: within }) => {
    const own = ownWords(wording);
    if (own === undefined) return [];
    const here = `${at}${within}`;
    if (own.channel === 'email') return [{ mail: own.texts, path: (part: string) => `${here}.${part}` }];
    return Object.entries(sourcesOf(own)).map(([field, text]) => ({
      mail: { subject: '-', body: '-', text },
      path: () => `${here}.${field}`,
    }));
  });
}

/** What keeps the fields of a webhook from being rendered under these rules: each is a plain text, as a mail may have. */
async function webhookProblems(
  checkMails: CheckMails,
  workspace: WorkspaceId,
  { steps }: JourneyDefinition,
  book: Playbook,
): Promise<readonly Problem[]> {
  const fields = steps.flatMap((step, place) =>
    step.type === 'webhook'
      ? Object.entries(step.fields ?? {}).map(([name, text]) => ({ path: `steps[${place}].fields.${name}`, text }))
      : [],
  );
  const mails = fields.map(({ text }) => ({ subject: '-', body: '-', text }));
  const checked = await checkMails(workspace, mails, templateExamples(book));
  return fields.flatMap(({ path }, index) =>
    (checked[index] ?? []).map(({ message }) => ({ code: 'template', path, message })),
  );
}
