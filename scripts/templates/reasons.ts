import type { INodeParameters } from 'n8n-workflow';

import { EXCEPTION_CODES } from '../../nodes/shared/exceptionCodes';
import { both } from '../../nodes/shared/reasonWords';
import words from '../../nodes/shared/reasonWords.json';
import { ALL_REASONS, REASON_LABEL } from '../../nodes/TikTokShop/desk/deskAnswer';
import type { TemplateNode } from './templates';

interface Field {
	fieldLabel?: string;
	fieldOptions?: { values: Array<{ option: string }> };
}

/** Offers every exception code where a form asks for the reason of what waits. */
export function offerReasons(nodes: readonly TemplateNode[]): void {
	for (const { parameters } of nodes) {
		const { values = [] } = (parameters.formFields ?? {}) as INodeParameters & { values?: Field[] };
		const field = values.find(({ fieldLabel }) => fieldLabel === REASON_LABEL);
		if (field)
			field.fieldOptions = { values: [ALL_REASONS, ...reasons()].map((option) => ({ option })) };
	}
}

/** Where an expression of a template takes the Chinese words of exception codes from. */
const WORDS = /(?<=\/\*reasons\*\/).*?(?=\/\*end\*\/)/g;

/** Gives the pages that an expression makes the Chinese words of exception codes: what it is, and what to do. */
export function writeReasons(nodes: readonly TemplateNode[]): void {
	for (const node of nodes) {
		const text = JSON.stringify(node.parameters);
		if (!text.includes('/*reasons*/')) continue;
		node.parameters = withWords(node.parameters) as INodeParameters;
	}
}

function withWords(value: unknown): unknown {
	if (typeof value === 'string') return value.replace(WORDS, () => JSON.stringify(words.codes));
	if (Array.isArray(value)) return value.map(withWords);
	if (typeof value !== 'object' || value === null) return value;
	return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, withWords(each)]));
}

function reasons(): string[] {
	const titles: Record<string, string[]> = words.codes;
	return [...EXCEPTION_CODES].sort().map((code) => both(code, titles[code][0]));
}
