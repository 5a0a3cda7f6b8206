import type { Page } from 'playwright-core';

import type { Checks } from '../../support/checks';
import { axeFindings } from '../looks/axe';
import { apart } from '../looks/n8nFaults';

/** What axe-core finds on a page that is serious, besides the faults of n8n's own page. */
export async function seriousProblems(page: Page, what: string, checks: Checks): Promise<void> {
	const { ours } = apart(await axeFindings(page));
	checks.that(`${what}: axe-core finds nothing serious`, ours.length === 0, ours);
}
