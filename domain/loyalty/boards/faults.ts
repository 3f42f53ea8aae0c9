import type { Problem } from '../../problem.ts';
import type { Quest } from '../quests/quest.schema.ts';
import type { Board } from './board.schema.ts';

/**
 * What keeps boards from being published.
 * @param before those in force: what their members have come to is counted in their way
 */
export function boardFaults(
  boards: readonly Board[],
  quests: readonly Quest[],
  before: readonly Board[],
): readonly Problem[] {
  return boards.flatMap((board, place) => {
    const path = `boards[${place}]`;
    return [...questFaults(board, quests, path), ...changed(board, before, path)];
  });
}

function questFaults({ metric, window }: Board, quests: readonly Quest[], path: string): readonly Problem[] {
  if (metric.by !== 'quest') return [];
  const problems: Problem[] = [];
  if (!quests.some(({ id }) => id === metric.quest)) {
    const known = quests.map(({ id }) => id).join(', ') || 'none';
    const message = `there is no quest "${metric.quest}" in the loyalty programme; there are ${known}`;
    problems.push({ code: 'unknown-quest', path: `${path}.metric.quest`, message });
  }
  if (window !== 'all') {
    const message = 'progress in a quest is of all time; send "window": "all", or another metric';
    problems.push({ code: 'board-never', path: `${path}.window`, message });
  }
  return problems;
}

function changed({ id, metric, window }: Board, before: readonly Board[], path: string): readonly Problem[] {
  const was = before.find((one) => one.id === id);
  if (was === undefined || (was.window === window && said(was.metric) === said(metric))) return [];
  const message = `the board "${id}" compares something else by now; give what is compared anew another id`;
  return [{ code: 'board-changed', path, message }];
}

function said(metric: Board['metric']): string {
  return metric.by === 'quest' ? `quest ${metric.quest}` : metric.by;
}
