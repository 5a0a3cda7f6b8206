import { source, type AxeResults, type RunOptions } from 'axe-core';
import type { Page } from 'playwright-core';

/** Something on a page that some people cannot use, found by axe-core. */
export interface AxeFinding {
	/** axe-core's name of the rule, e.g. `color-contrast`. */
	rule: string;
	/** `minor` to `critical`. */
	impact: string;
	/** CSS selector. */
	element: string;
	says: string;
}

/** WCAG 2.1 to level AA, and what axe-core calls best practice. */
const OPTIONS: RunOptions = {
	runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'best-practice'],
	resultTypes: ['violations'],
};

/** Everything that axe-core finds on the page as it is now, the grave and the small. */
export async function axeFindings(page: Page): Promise<AxeFinding[]> {
	await page.evaluate(source);
	const { violations } = await page.evaluate(
		async (options) =>
			await (
				globalThis as unknown as { axe: { run(options: RunOptions): Promise<AxeResults> } }
			).axe.run(options),
		OPTIONS,
	);
	return violations.flatMap(({ id, impact, nodes }) =>
		nodes.map(({ target, failureSummary = '' }) => ({
			rule: id,
			impact: impact ?? '',
			element: target.join(' '),
			says: failureSummary.replace(/\s+/g, ' ').slice(0, 300),
		})),
	);
}
