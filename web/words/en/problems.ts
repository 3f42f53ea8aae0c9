import type { ProblemCode as CallCode } from '../../../api/http/problem.contract.ts';
import type { ProblemCode } from '../../../domain/problem.ts';
import { rows } from './row-faults.ts';

/** What it is, and what to do about it. */
type Said = readonly [title: string, remedy: string];

/** What the API refuses as a whole. */
const calls = {
  'malformed-request': ['The request cannot be read', 'Reload the page and try again.'],
  'malformed-json': ['The request cannot be read', 'Reload the page and try again.'],
  unauthorized: ['You are not signed in', 'Sign in again.'],
  forbidden: ['You may not do that', 'Ask an admin of the workspace.'],
  'not-found': ['There is no such thing', 'Somebody may have removed it: reload the page.'],
  'method-not-allowed': ['That is not possible here', 'Reload the page and try again.'],
  'request-timeout': ['It took too long to arrive', 'Try again, over a slow line with a smaller file.'],
  taken: ['It is there already', 'Choose another name.'],
  conflict: ['This does not fit the present state', 'Look at it again, and decide anew.'],
  'too-large': ['It is too large', 'Send it in parts.'],
  'unsupported-media-type': ['This kind of file cannot be read', 'Send CSV or NDJSON.'],
  invalid: ['Some fields are not right', 'Mend what is named, and try again.'],
  'not-publishable': ['It cannot be published yet', 'Mend what is named; the draft stays as it is.'],
  'still-moving': ['The clock is still on its way', 'It goes on by itself; wait a moment.'],
  'rate-limited': ['Too many requests', 'Wait a moment, and try again.'],
  internal: ['Something went wrong on the server', 'Tell whoever runs Sojourn, with the number of the request.'],
  overloaded: ['Too much at once', 'Nothing was done. Try again in a moment.'],
  'store-away': ['The store cannot be reached', 'Nothing was promised. Try again in a moment.'],
  'feed-too-old': [
    'This part of the feed is gone',
    'Load what you keep anew, and go on from the oldest line that is kept.',
  ],
  'past-not-kept': [
    'That part of the past is not kept',
    'It was purged, as the retention of this workspace says. Ask about a later time.',
  ],
  erased: ['This customer was erased', 'Nothing more is taken for them.'],
  'not-decided': ['It is stored, and not decided yet', 'Nothing is lost. Try again in a moment to see the answer.'],
  'temporal-away': ['Temporal cannot be reached', 'What was accepted is safe. Try again in a moment.'],
  stopping: ['The server is being restarted', 'Try again in a moment.'],
} as const satisfies Readonly<Record<CallCode, Said>>;

const ofShape = {
  missing: ['Missing', 'Fill it in.'],
  'unknown-field': ['Unknown field', 'Remove it, or check its spelling.'],
  malformed: ['Not written as it must be', 'Correct it.'],
  invalid: ['Not right', 'Correct it.'],
  hostile: ['Something in it cannot be stored', 'Remove unusual characters or depth.'],
  'duplicate-item': ['An article appears twice', 'Leave one of them.'],
  column: ['A column does not fit', 'Choose another column.'],
  doubt: ['It cannot be told from the file', 'Say how it is meant.'],
  cursor: ['This page of the list is gone', 'Begin with the first page.'],
  scope: ['The key may not do that', 'Use a key with the scope that is named.'],
  role: ['Your role may not do that', 'Ask an admin of the workspace.'],
  confirm: ['Not confirmed', 'Type the name to confirm it.'],
} as const;

const ofJourneys = {
  'duplicate-step': ['Two steps have the same id', 'Rename one of them.'],
  'unknown-step': ['There is no such step', 'Choose a step that there is.'],
  'unreachable-step': ['No way leads to this step', 'Lead a way to it, or remove it.'],
  'loop-without-wait': ['A loop that never waits', 'Put a wait into it.'],
  'wait-for-nothing': ['It waits for nothing', 'Say what it waits for.'],
  'wait-twice': ['It waits for the same twice', 'Remove one of them.'],
  'set-unclear': ['It is not clear what is set', 'Say one value.'],
  'timeout-never': ['This way is never taken', 'Give the wait an end, or remove the way.'],
  'condition-never': ['This condition never holds', 'Change it.'],
  'trigger-never': ['Nobody can enter by this', 'Change what lets people in.'],
  'compares-nothing': ['There is nothing to compare', 'Change the shares.'],
  'no-goal': ['Without a goal nothing is measured', 'Add a goal.'],
  'plain-text': ['Only plain text is shown here', 'Remove the markup.'],
  'unknown-journey': ['There is no such journey', 'Choose one that there is.'],
  unreadable: ['This cannot be read', 'Its key is gone or another one, or it was changed; message says which.'],
} as const;

const ofScoring = {
  'unknown-preset': ['There is no such preset', 'Choose another.'],
  'duplicate-segment': ['Two segments have the same name', 'Rename one of them.'],
  'unknown-segment': ['There is no such segment', 'Choose one that there is.'],
  'missing-cells': ['Some scores belong to no segment', 'Give them one.'],
  'cells-outside': ['Some cells are beyond the scores', 'Remove them.'],
  'range-outside': ['The range goes beyond the scores', 'Make it smaller.'],
  'range-reversed': ['The range is the wrong way round', 'Put the lower score first.'],
  'money-without-scores': ['There are no money scores', 'Add cut-offs of money, or leave money out.'],
  'unreachable-rule': ['Rules above take everybody', 'Move this one up, or remove it.'],
  'unreachable-segment': ['Nobody can be in this segment', 'Give it scores, or remove it.'],
  'recency-of-engagement': ['Recency is of engagement', 'See whether that is meant.'],
  'nothing-to-recompute': ['Nothing would be computed anew', 'Choose quantiles, or leave it out.'],
  'thin-base': ['Very few customers to cut by', 'Use fixed cut-offs until there are more.'],
} as const;

const ofLoyalty = {
  'duplicate-rule': ['Two rules have the same id', 'Rename one of them.'],
  'unknown-rule': ['There is no such rule', 'Choose one that there is.'],
  'earns-nothing': ['This rule never earns anything', 'Change what it is for.'],
  'campaign-never': ['This campaign never runs', 'Correct its days.'],
  'duplicate-tier': ['Two tiers have the same id', 'Rename one of them.'],
  'tier-order': ['Tiers do not rise', 'Let each need more than the one below.'],
  'tier-never': ['Nobody can reach this tier', 'Lower what it needs.'],
  'tier-in-use': ['A tier that was published stays', 'Put it back.'],
  'duplicate-badge': ['Two badges have the same id', 'Rename one of them.'],
  'unknown-badge': ['There is no such badge', 'Choose one that there is.'],
  'badge-in-use': ['A badge that is used stays', 'Put it back.'],
  'duplicate-quest': ['Two quests have the same id', 'Rename one of them.'],
  'unknown-quest': ['There is no such quest', 'Choose one that there is.'],
  'quest-in-use': ['A quest that is used stays', 'Put it back.'],
  'quest-never': ['This quest cannot be finished', 'Change what it asks for.'],
  'milestone-order': ['Milestones do not rise', 'Put the smaller one first.'],
  'no-programme': ['There is no loyalty programme', 'Publish one first, under Rewards.'],
  'unknown-pool': ['There is no such pool of coupons', 'Choose one that there is.'],
  'duplicate-draw': ['Two draws have the same id', 'Rename one of them.'],
  'duplicate-prize': ['Two prizes have the same id', 'Rename one of them.'],
  'unknown-draw': ['There is no such draw', 'Choose one that there is.'],
  'draw-empty': ['Nothing can be won', 'Add a prize that is in stock.'],
  'draw-in-use': ['A draw that is used stays', 'Put it back.'],
  'other-currency': ['This is another currency', 'Say it in the currency of the workspace.'],
} as const;

const ofTemplates = {
  'duplicate-variant': ['Two variants have the same id', 'Rename one of them.'],
  'no-fallback': ['Some readers would get no variant', 'Add one without a condition.'],
  'unreachable-variant': ['Nobody gets this variant', 'Move it up, or remove it.'],
  'missing-language': ['A language is missing', 'Write the text in it.'],
  'no-way-out-words': ['The words for leaving are missing', 'Write what the link to unsubscribe says.'],
  'too-many-texts': ['Too many texts', 'Remove some.'],
  'too-many-templates': ['There are as many templates as there may be', 'Archive some.'],
  'templates-too-large': ['The templates are too large together', 'Shorten or archive some.'],
  'unknown-template': ['There is no such template', 'Choose one that there is.'],
  'template-in-use': ['A journey uses this template', 'Change the journey first.'],
  template: ['The text cannot be rendered', 'Correct what stands between the braces.'],
} as const;

const ofPublishing = {
  'not-tried': ['It could not be tried', 'Try again in a moment.'],
  'other-id': ['The id is another one', 'Leave it as it is in the address.'],
  'too-many-journeys': ['There are as many journeys as there may be', 'Archive some.'],
  'journeys-too-large': ['The journeys are too large together', 'Shorten or archive some.'],
  'too-much-asked': ['Conditions ask too much of behaviour', 'Ask less, or ask the same in several places.'],
  'too-many-audiences': ['There are as many audiences as there may be', 'Archive some.'],
  'unknown-audience': ['There is no such audience', 'Choose one that there is.'],
  'audience-circle': ['The audience asks for itself', 'Take one of them out of the circle.'],
  'audience-in-use': ['Something uses this audience', 'Change that first.'],
  'held-in-vain': ['What is held comes too late', 'See how long messages may be held.'],
  'unknown-category': ['There is no such category', 'Choose one that there is.'],
  'step-stays': ['This step stays as it is', 'Leave it out of the list.'],
  'chain-too-long': ['Channels outlast the goal', 'Let the next channel come sooner, or give the goal a longer time.'],
  'no-sender': [
    'Nobody is named who sends it',
    'Say the company and its postal address in the settings of mail first.',
  ],
  'no-warning': ['Nothing warns of that yet', 'Say in the programme how many days before it is told.'],
  'warning-in-use': [
    'A warning that is waited for stays',
    'Put its days back, or publish the journey without it first.',
  ],
  'referral-never': ['Nobody would ever be rewarded', 'Correct what the programme says of referrals.'],
  'mixed-texts': ['Mails and placements in one template', 'Write all texts for the same use.'],
  'other-use': ['A template for another use', 'Name one that fits the step.'],
  'too-old': ['Older than events are kept', 'Send younger events only, or keep events longer before they are purged.'],
  'refund-above-order': ['More than the order has left', 'Send what is left of it, or less.'],
  'unknown-tier': ['No such tier', 'Choose one of the programme in force.'],
  'duplicate-board': ['Two boards of one id', 'Give each an id of its own.'],
  'board-never': ['Nobody could ever be on this board', 'Correct what it counts.'],
  'board-changed': ['A board that counts something else', 'Give the new one another id.'],
  'unmapped-step': ['Somebody is in a step that is gone', 'Say where they go.'],
} as const;

/** What is wrong with something, by the code of the API. */
const codes = {
  ...ofShape,
  ...ofJourneys,
  ...ofScoring,
  ...ofLoyalty,
  ...ofTemplates,
  ...ofPublishing,
} as const satisfies Readonly<Record<ProblemCode, Said>>;

/** What is wrong with a row of a file. */
export type RowWords = Readonly<Record<keyof typeof rows, Said>>;

export interface ProblemWords {
  readonly calls: Readonly<Record<CallCode, Said>>;
  readonly codes: Readonly<Record<ProblemCode, Said>>;
  readonly rows: RowWords;
}

export const problems: ProblemWords = { calls, codes, rows };
