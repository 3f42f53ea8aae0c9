import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';

/** Rules of WCAG up to 2.2, levels A and AA. */
const WCAG = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

/** What keeps somebody from using the page as it stands; frames aside, which show what others wrote. */
export async function whatHinders(page: Page): Promise<readonly string[]> {
  const { violations } = await new AxeBuilder({ page })
    // Of what is right, axe would describe each place, which takes it longer than to look. Before the tags, which it would undo.
    .options({ resultTypes: ['violations'] })
    .withTags(WCAG)
    .exclude('iframe')
    // In the page itself: otherwise each look opens a page of its own to sum up what frames say.
    .setLegacyMode(true)
    .analyze();
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 120)).join(' | ')}`);
}
