import { fieldsOf } from '../../shared/fields';
import { both } from '../../shared/reasonWords';
import { toText } from '../../shared/text';
import { decisionOf, type Decision } from './decisions';
import type { DeskFilters } from './deskEntries';

/** Labels of fields. n8n names answers by them, and here they are found by their English beginning. */
export const LABELS = {
	shop: both('Shop', '店铺'),
	reason: both('Reason', '原因'),
	text: both('Order ID or SKU', '订单号或 SKU'),
	show: both('Show', '显示'),
	decision: both('What to do', '怎么处理'),
	note: both('Note', '备注'),
} as const;

/** What to show. */
export const SHOW = {
	waiting: both('What waits', '等待处理的'),
	withClosed: both('Also what was closed by hand', '同时显示已手动关闭的'),
} as const;
/** Reason of the first page that stands for all. */
export const ALL_REASONS = both('All reasons', '所有原因');

/** Between the parts of a line that a person ticks; the first part is the key. */
export const GAP = ' · ';
/** Beginning of the line that stands for all rows of a reason. */
export const OPTION_OF_ALL = 'All';

/** What a person has ticked and chosen on the second page. */
export interface DeskAnswer {
	decision: Decision | undefined;
	note: string;
	/** Keys of rows. */
	keys: string[];
	/** Groups of which all rows are meant that were shown. */
	groups: string[];
}

/** Whether n8n has the answer of a person; a page that was open for too long is none. */
export function isAnswer(json: unknown): boolean {
	return toText(fieldsOf(json).submittedAt) !== '';
}

/** The filters of the first page. */
export function readFilters(json: unknown): DeskFilters {
	const reason = fieldBy(json, LABELS.reason).trim();
	return {
		shop: fieldBy(json, LABELS.shop).trim(),
		reason: reason.startsWith(englishOf(ALL_REASONS)) ? '' : reason.split(GAP)[0].trim(),
		text: fieldBy(json, LABELS.text).trim(),
		withClosed: fieldBy(json, LABELS.show).startsWith(englishOf(SHOW.withClosed)),
	};
}

/** The answer of the second page. */
export function readAnswer(json: unknown): DeskAnswer {
	const keys = new Set<string>();
	const groups = new Set<string>();
	for (const [label, value] of Object.entries(fieldsOf(json))) {
		if (!Array.isArray(value)) continue;
		for (const option of (value as unknown[]).map(toText)) {
			if (option.startsWith(`${OPTION_OF_ALL} `)) groups.add(label.split(' (')[0]);
			else keys.add(option.split('\n')[0].split(GAP)[0].trim());
		}
	}
	return {
		decision: decisionOf(fieldBy(json, LABELS.decision)),
		note: fieldBy(json, LABELS.note).trim(),
		keys: [...keys].filter(Boolean),
		groups: [...groups],
	};
}

/** The answer of the field whose label begins like this one. */
function fieldBy(json: unknown, label: string): string {
	const wanted = englishOf(label);
	const found = Object.entries(fieldsOf(json)).find(([name]) => englishOf(name) === wanted);
	return found ? toText(found[1]) : '';
}

function englishOf(words: string): string {
	return words.split(GAP)[0].trim();
}
