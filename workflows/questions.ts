import type { PointsOutcome } from '../domain/events/outcome.ts';
import type { EventKey } from '../domain/keys.ts';
import type { Answer } from './messages.ts';

interface Question {
  readonly event: EventKey;
  /** `undefined`: not decided yet; `null`: decided, and not told here. */
  answer: PointsOutcome | null | undefined;
}

/** Those who wait for what comes of an event. */
export class Questions {
  #open: Question[] = [];

  ask(event: EventKey): Question {
    const question: Question = { event, answer: undefined };
    this.#open.push(question);
    return question;
  }

  /** @param isAhead whether an event is still to be decided on */
  answer(answers: readonly Answer[], isAhead: (event: EventKey) => boolean): void {
    for (const question of this.#open) {
      const found = answers.find(({ event }) => event === question.event);
      if (found || !isAhead(question.event)) question.answer = found?.outcome ?? null;
    }
    this.#open = this.#open.filter(({ answer }) => answer === undefined);
  }
}
