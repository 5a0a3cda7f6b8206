import type { Browser, BrowserContext, BrowserContextOptions } from 'playwright-core';

/** A window whose pages run the functions of the tests, and call nobody but this machine. */
export async function openContext(
	browser: Browser,
	options: BrowserContextOptions = {},
): Promise<BrowserContext> {
	const context = await browser.newContext({ locale: 'en-US', ...options });
	// tsx names the functions inside of those that run in the page, by a helper that the page does not have.
	await context.addInitScript({ content: 'globalThis.__name = (named) => named;' });
	// Pages of n8n name fonts on the Internet and wait for them, where there may be none.
	await context.route(
		({ protocol, hostname }) => protocol.startsWith('http') && hostname !== '127.0.0.1',
		async (route) => await route.abort(),
	);
	return context;
}
