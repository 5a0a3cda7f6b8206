import type { Page } from 'playwright-core';

/**
 * What a person could not read or click on the page as it is now: what reaches beyond the window, controls that are small or lie over one
 * another, text that is cut off or lies over other text. In a dialog that is open, only what is in the dialog.
 */
export async function misplaced(page: Page): Promise<string[]> {
	return await page.evaluate(() => {
		interface Box {
			name: string;
			left: number;
			right: number;
			top: number;
			bottom: number;
		}
		const SLACK = 2;
		const LEAST_SIZE = 20;
		const found = new Set<string>();
		const { clientWidth, scrollWidth } = document.documentElement;
		if (scrollWidth > clientWidth) found.add(`the page is ${scrollWidth} px wide`);
		const root = document.querySelector<HTMLElement>('dialog[open]') ?? document.body;
		const short = (text: string | null): string =>
			(text ?? '').trim().replace(/\s+/g, ' ').slice(0, 60);

		/** Whether its user can bring it into view, or is not meant to see it. */
		const isElsewhere = (element: Element): boolean => {
			for (let each: Element | null = element; each; each = each.parentElement) {
				const { overflowX, clipPath, opacity } = getComputedStyle(each);
				const isScrolled = ['auto', 'scroll'].includes(overflowX) && each !== root;
				if (isScrolled && each.scrollWidth > each.clientWidth) return true;
				if (clipPath.startsWith('inset') || opacity === '0') return true;
			}
			return element.getBoundingClientRect().right < 0;
		};
		const isSeen = (element: Element): boolean =>
			element.checkVisibility({ visibilityProperty: true, opacityProperty: true }) &&
			!isElsewhere(element);
		const over = (all: Box[], slack: number, say: (one: Box, other: Box) => string): void => {
			const sorted = [...all].sort((one, other) => one.top - other.top);
			sorted.forEach((one, index) => {
				for (const other of sorted.slice(index + 1)) {
					if (other.top >= one.bottom - slack) break;
					const meets = one.left < other.right - slack && other.left < one.right - slack;
					const isDeep = one.bottom - other.top > slack && other.bottom - one.top > slack;
					if (meets && isDeep && one.name !== other.name) found.add(say(one, other));
				}
			});
		};

		const controls = [
			...root.querySelectorAll<HTMLElement>('button, input, select, textarea'),
		].filter((each) => isSeen(each) && each.getAttribute('type') !== 'hidden');
		const links = [...root.querySelectorAll<HTMLElement>('a')].filter(isSeen);
		const boxes = [...controls, ...links].map((each): Box => {
			const { left, right, top, bottom, width, height } = each.getBoundingClientRect();
			const name = short(each.id || each.innerText);
			if (left < 0 || right > clientWidth + 1) found.add(`${name} is cut by the window`);
			if (each.tagName !== 'A' && Math.min(width, height) < LEAST_SIZE)
				found.add(`${name} is small`);
			return { name, left, right, top, bottom };
		});
		over(boxes, 1, (one, other) => `${one.name} lies over ${other.name}`);

		// What is written into a field, chosen in it, or proposed by it, has to fit.
		const pen = document.createElement('canvas').getContext('2d') as CanvasRenderingContext2D;
		for (const each of controls) {
			const field = each as HTMLInputElement;
			const isField = /^(text|search|number|email|)$/.test(each.getAttribute('type') ?? '');
			const chosen = (each as unknown as HTMLSelectElement).selectedOptions?.[0]?.text;
			const shown = each.tagName === 'INPUT' && isField ? field.value || field.placeholder : chosen;
			if (!shown) continue;
			const style = getComputedStyle(each);
			pen.font = style.font;
			const room =
				each.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight);
			if (pen.measureText(shown).width > room + SLACK)
				found.add(`${short(shown)} does not fit into ${short(each.id)}`);
		}

		const lines: Box[] = [];
		const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
		for (let node = walker.nextNode(); node; node = walker.nextNode()) {
			const parent = node.parentElement;
			const text = short(node.textContent);
			if (!parent || text === '' || parent.closest('script, style, select, datalist, textarea'))
				continue;
			if (!isSeen(parent)) continue;
			const range = document.createRange();
			range.selectNodeContents(node);
			for (const { left, right, top, bottom, width, height } of range.getClientRects()) {
				if (width < 1 || height < 1) continue;
				if (left < -1 || right > clientWidth + 1) found.add(`"${text}" is cut by the window`);
				for (let each: Element | null = parent; each; each = each.parentElement) {
					const { overflowX, overflowY } = getComputedStyle(each);
					const box = each.getBoundingClientRect();
					const hides = (value: string): boolean => ['hidden', 'clip'].includes(value);
					const isCut =
						(hides(overflowX) && (right > box.right + SLACK || left < box.left - SLACK)) ||
						(hides(overflowY) && (bottom > box.bottom + SLACK || top < box.top - SLACK));
					if (isCut && !each.closest('[title]')) found.add(`"${text}" is cut`);
					if (each === root) break;
				}
				lines.push({ name: text, left, right, top, bottom });
			}
		}
		over(lines, 3, (one, other) => `"${one.name}" lies over "${other.name}"`);
		return [...found];
	});
}
