import type { Page } from 'playwright-core';

import type { Checks } from '../../support/checks';
import { hasTemplate } from '../../support/n8n/templates';
import { findBrowser } from '../browser';
import { withBrowser } from '../ordersPage/pageInBrowser';
import { withInstance, type Part } from '../part';
import { axeFindings } from './axe';
import { misplaced } from './misplaced';
import { apart, N8N_FAULTS } from './n8nFaults';
import { findsWhatIsPlanted } from './planted';
import { FORM_SCENES, type FormScene } from './scenes';
import { Stage, STILL } from './stage';

const WIDTHS = [1280, 768, 360];
const HEIGHT = 900;

/** How every form looks, at three widths: nothing overlaps, nothing is cut, and everybody can use it. */
export async function runLooks(part: Part): Promise<void> {
	const { checks, print } = part;
	if (!findBrowser()) {
		print('SKIPPED: how the forms look, because there is no Chromium on this machine');
		return;
	}
	await withInstance(part, { pace: STILL }, async (instance) => {
		await withBrowser(async (browser) => {
			await findsWhatIsPlanted(browser, checks);
			const stage = await Stage.set(instance, browser);
			const used = new Set<object>();
			for (const scene of FORM_SCENES.filter(({ template }) => hasTemplate(template))) {
				for (const fault of await look(stage, scene, checks)) used.add(fault);
			}
			const gone = N8N_FAULTS.filter((fault) => !used.has(fault));
			checks.that('what n8n is said to do wrong, it still does', gone.length === 0, gone);
		});
	});
}

/** @returns the faults of n8n that were met */
async function look(stage: Stage, scene: FormScene, checks: Checks): Promise<object[]> {
	const page = await stage.form(scene.template);
	await scene.go?.(page, stage);
	const used: object[] = [];
	const problems: unknown[] = [];
	for (const width of WIDTHS) {
		await page.setViewportSize({ width, height: HEIGHT });
		await drawn(page);
		const places = await misplaced(page);
		problems.push(...places.map((place) => `${width} px: ${place}`));
	}
	checks.that(
		`${scene.name}: nothing overlaps and nothing is cut, ${WIDTHS.join(', ')} px wide`,
		problems.length === 0,
		problems,
	);
	// The widths differ in places, not in colours, names and roles.
	const { ours, used: known } = apart(await axeFindings(page));
	used.push(...known);
	checks.that(`${scene.name}: axe-core finds nothing that is ours`, ours.length === 0, ours);
	await page.context().close();
	return used;
}

async function drawn(page: Page): Promise<void> {
	await page.evaluate(
		async () =>
			await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))),
	);
}
