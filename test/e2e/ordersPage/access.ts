import type { Page } from 'playwright-core';

/** Controls without a name, and roles that do not fit together. */
export async function accessProblems(page: Page): Promise<string[]> {
	return await page.evaluate(() => {
		const found: string[] = [];
		const all = (selector: string) => [...document.querySelectorAll<HTMLElement>(selector)];
		for (const each of all('button, input, select')) {
			const { labels } = each as HTMLInputElement;
			const label = [...(labels ?? [])].map(({ innerText }) => innerText).join('');
			const name = each.getAttribute('aria-label') ?? (label || (each.textContent ?? ''));
			if (name.trim() === '') found.push(`${each.tagName} ${each.id} has no name`);
		}
		for (const each of all('[aria-controls], [aria-labelledby]')) {
			for (const attribute of ['aria-controls', 'aria-labelledby']) {
				const id = each.getAttribute(attribute);
				if (id !== null && !document.getElementById(id))
					found.push(`${attribute} ${id} leads nowhere`);
			}
		}
		const ids = all('[id]').map(({ id }) => id);
		if (new Set(ids).size !== ids.length) found.push('an ID is there twice');
		if (all('[role=tab][aria-selected=true]').length !== 1) found.push('not one tab is chosen');
		if (all('[role=tab]').some(({ parentElement }) => parentElement?.role !== 'tablist'))
			found.push('a tab stands outside of a list of tabs');
		if (all('h1').length !== 1) found.push('there is not one heading');
		if (all('th').some((each) => each.getAttribute('scope') !== 'col'))
			found.push('a heading has no scope');
		if (!document.documentElement.lang || !document.title) found.push('no language or no title');
		if (all('[role=status]').length === 0) found.push('nothing is told to who hears the page');
		return found;
	});
}

/** Texts whose contrast with what is behind them is below 4.5 (WCAG 2.2, 1.4.3). Disabled controls do not count. */
export async function contrastProblems(page: Page): Promise<string[]> {
	return await page.evaluate(() => {
		const least = 4.5;
		const parts = (color: string) => (color.match(/[\d.]+/g) ?? []).map(Number);
		const luminance = (color: string) => {
			const [red, green, blue] = parts(color).map((value) => {
				const share = value / 255;
				return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
			});
			return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
		};
		const groundOf = (element: Element | null): string => {
			if (!element) return 'rgb(255, 255, 255)';
			const { backgroundColor } = getComputedStyle(element);
			const isClear = parts(backgroundColor)[3] === 0;
			return isClear ? groundOf(element.parentElement) : backgroundColor;
		};
		const found: string[] = [];
		for (const each of document.querySelectorAll<HTMLElement>('body *')) {
			const own = [...each.childNodes].some(
				(node) => node.nodeType === 3 && node.textContent?.trim(),
			);
			if (!own || each.offsetParent === null || each.closest(':disabled')) continue;
			const [text, ground] = [getComputedStyle(each).color, groundOf(each)].map(luminance);
			const ratio = (Math.max(text, ground) + 0.05) / (Math.min(text, ground) + 0.05);
			if (ratio < least) found.push(`${each.innerText.slice(0, 40)}: ${ratio.toFixed(2)}`);
		}
		return found;
	});
}
