import type { TemplateName } from '../support/n8n/templates';

/** Templates with a form, and what it is for. */
export const FORMS: ReadonlyArray<readonly [template: TemplateName, what: string]> = [
	['mapping-import', 'SKU mapping from a file'],
	['mapping-new', 'mapping rows, one by one'],
	['mapping-export', 'SKU mapping as a spreadsheet'],
	['manual-sync', 'pull orders now'],
	['exception-desk', 'what waits, and decide on it'],
	['warehouse-rules', 'which warehouse ships which orders'],
	['check-my-connection', 'is everything connected as it should be'],
	['logistics-pairing', 'carriers without a shipping provider'],
	['live-check', 'does the package assume the right things about my account'],
];

/** Where the address is shorter than the name of the template. */
const SHORTER: Partial<Record<TemplateName, string>> = { 'logistics-pairing': 'pairing' };

/** Address of the form of a template, below that of n8n. */
export function formAddress(template: TemplateName): string {
	return `/form/tiktok-shop-${SHORTER[template] ?? template}`;
}
