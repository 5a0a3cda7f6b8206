import type { TemplateName } from '../support/n8n/templates';

/** Templates with a form, and what it is for. */
export const FORMS: ReadonlyArray<readonly [template: TemplateName, what: string]> = [
	['mapping-import', 'SKU mapping from a file'],
	['mapping-export', 'SKU mapping as a spreadsheet'],
	['manual-sync', 'pull orders now'],
	['exception-desk', 'decide on an order that waits'],
	['warehouse-rules', 'which warehouse ships which orders'],
	['check-my-connection', 'is everything connected as it should be'],
	['live-check', 'does the package assume the right things about my account'],
];

/** Address of the form of a template, below that of n8n. */
export function formAddress(template: TemplateName): string {
	return `/form/tiktok-shop-${template}`;
}
