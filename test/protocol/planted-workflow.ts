import type { Edit } from './temporal/program.ts';

/** Deliberate defects in the workflow's source, each one edit of one line. */
export const PLANTED_IN_WORKFLOW: Readonly<Record<string, Edit>> = {
  'an alarm that is set stays, however early the next deadline': {
    file: 'alarm.ts',
    from: ' && this.at <= wake.at)',
    to: ')',
  },
  'whoever asks is told what came of another event': {
    file: 'questions.ts',
    from: 'answers.find(({ event }) => event === question.event)',
    to: 'answers[0]',
  },
  'an alarm rings by chance': { file: 'alarm.ts', from: 'Math.max(1, ms)', to: 'Math.max(1, ms * Math.random())' },
  'an alarm is armed on a test clock too': { file: 'alarm.ts', from: 'if (this.#ticks) void', to: 'void' },
  'a decision does not set the alarm': {
    file: 'actor.ts',
    from: 'setCurrentDetails(reply.story);\n    this.#setAlarm();',
    to: 'setCurrentDetails(reply.story);',
  },
  'an alarm that rang in vain rings on': {
    file: 'actor.ts',
    from: 'if (this.#alarm.rang) this.#setAlarm();',
    to: '',
  },
  'what was not decided on is not handed to the next run': {
    file: 'actor.ts',
    from: 'const left = { inbox,',
    to: 'const left = { inbox: [],',
  },
  'a run ends while effects are under way': {
    file: 'actor.ts',
    from: 'return this.#performer.isQuiet;',
    to: 'return true;',
  },
  'effects that were not begun are not handed to the next run': {
    file: 'performer.ts',
    from: 'effects: [...this.#patient, ...this.#waiting],',
    to: 'effects: [],',
  },
  'a next run begins anew what has been begun': {
    file: 'performer.ts',
    from: 'const effect = this.#waiting.shift();',
    to: 'const effect = this.#isPaused ? this.#waiting.shift() : this.#waiting[0];\n      if (this.#waiting.length < 2) this.#waiting = [];\n      else if (this.#inFlight % 2 === 1) this.#waiting.shift();',
  },
  'more effects are in flight than may be': {
    file: 'performer.ts',
    from: 'const MOST_IN_FLIGHT = 24;',
    to: 'const MOST_IN_FLIGHT = 48;',
  },
  'what was sent cuts off what was asked': {
    file: 'inbox.ts',
    from: 'this.#received.some(isAsked) && patched(',
    to: 'this.#received.every(isAsked) && patched(',
  },
  'a test clock goes back with a late delivery': {
    file: 'inbox.ts',
    from: 'this.#clock = Math.max(this.#clock, first.clock);',
    to: 'this.#clock = first.clock;',
  },
  'two decisions share a workflow task': {
    file: 'customer.ts',
    from: 'if (actor.hasWork()) await sleep(1);',
    to: '',
  },
  'a deadline alone changes nothing that operators see': {
    file: 'shown.ts',
    from: 'if (changes.length > 0)',
    to: 'if (changes.length > 1)',
  },
  'operators read what the decision before came to': {
    file: 'actor.ts',
    from: '    setCurrentDetails(reply.story);\n',
    to: '    setCurrentDetails(this.state === null ? "" : String(this.#inbox.clock));\n',
  },
  'a given-up effect is forgotten': {
    file: 'performer.ts',
    from: '} catch (error) {\n',
    to: '} catch (error) {\n      if (this.#inFlight > 0) return;\n',
  },
};
