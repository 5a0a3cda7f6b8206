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

function reasons(): string[] {
	const titles: Record<string, string[]> = words.codes;
	return [...EXCEPTION_CODES].sort().map((code) => both(code, titles[code][0]));
}
