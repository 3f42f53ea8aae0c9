import type { RulesCount } from '../customers/adoption.ts';
import type { TallyReader } from './reader.ts';
import type { Tally } from './tally.ts';

/** Who lives by which rules of scoring and of silence. */
export const rulesTally: Tally<'customers'> = {
  name: 'rules',
  amounts: ['customers'],
  shares: ({ rules }) => [{ of: `${rules.scoring}/${rules.silence}`, adds: { customers: 1 } }],
};

export async function rulesCounts(reader: TallyReader): Promise<readonly RulesCount[]> {
  const counts = (await reader.rows(rulesTally)).map(({ of, sums }) => {
    const [scoring = 0, silence = 0] = of.split('/').map(Number);
    return { scoring, silence, ...sums };
  });
  return counts.filter(({ customers }) => customers > 0);
}
