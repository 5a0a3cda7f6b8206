import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Locator } from 'playwright-core';

import { inBrowser } from './browser';
import type { N8nApi } from '../support/n8n/api';

/** The editor moves the workflow into view after it has drawn it. */
const SETTLE_MS = 4_000;

/**
 * Opens a finished execution in the real editor and takes its picture.
 *
 * @param file   PNG or JPEG to write
 * @param quality  of a JPEG, 1 to 100
 */
export async function screenshotOfRun(
	api: N8nApi,
	workflowId: string,
	executionId: string,
	file: string,
	quality?: number,
): Promise<void> {
	mkdirSync(dirname(file), { recursive: true });
	await inBrowser(api, { width: 1920, height: 1080 }, async (context) => {
		const page = await context.newPage();
		await page.goto(`${api.url}/workflow/${workflowId}/executions/${executionId}`);
		await page.locator('.vue-flow__node').first().waitFor({ timeout: 60_000 });
		await page.waitForTimeout(SETTLE_MS);
		// The checklist n8n shows after the first run lies over the workflow; a click beside it closes it.
		await page
			.locator('.vue-flow__pane')
			.first()
			.click({ position: { x: 700, y: 40 } });
		await page.waitForTimeout(SETTLE_MS / 4);
		await page.screenshot({
			path: file,
			quality,
			clip: await around(page.locator('.vue-flow__node')),
		});
	});
}

/** Less than what the editor writes above the workflow. */
const MARGIN = 6;

/** The part of the page that holds all of these. */
async function around(
	all: Locator,
): Promise<{ x: number; y: number; width: number; height: number }> {
	const boxes = (
		await Promise.all((await all.all()).map(async (each) => await each.boundingBox()))
	).filter((box) => box !== null);
	const left = Math.min(...boxes.map(({ x }) => x)) - MARGIN;
	const top = Math.min(...boxes.map(({ y }) => y)) - MARGIN;
	const right = Math.max(...boxes.map(({ x, width }) => x + width)) + MARGIN;
	const bottom = Math.max(...boxes.map(({ y, height }) => y + height)) + MARGIN;
	return { x: Math.max(0, left), y: Math.max(0, top), width: right - left, height: bottom - top };
}
