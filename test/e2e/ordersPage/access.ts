import type { Page } from 'playwright-core';

/** What axe-core does not see: whether one tab is chosen, and whether what changes is told to who hears the page. */
export async function accessProblems(page: Page): Promise<string[]> {
	return await page.evaluate(() => {
		const found: string[] = [];
		const count = (selector: string) => document.querySelectorAll(selector).length;
		if (count('[role=tab][aria-selected=true]') !== 1) found.push('not one tab is chosen');
		if (count('[role=status]') === 0) found.push('nothing is told to who hears the page');
		if (count('th:not([scope=col])') > 0) found.push('a heading of the table has no scope');
		return found;
	});
}
