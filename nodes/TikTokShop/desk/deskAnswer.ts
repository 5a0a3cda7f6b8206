import { fieldsOf } from '../../shared/fields';
import { both } from '../../shared/reasonWords';
import { toText } from '../../shared/text';
import { decisionOf, type Decision } from './decisions';
import type { DeskFilters } from './deskEntries';

/** Names of the fields of both pages, as n8n's forms have them. A field of rows to tick has the name of their group. */
export const FIELDS = {
	shop: 'shop',
	reason: 'reason',
	text: 'text',
	show: 'show',
	decision: 'decision',
	note: 'note',
} as const;

/** Label of the field for the reason on the first page. */
export const REASON_LABEL = both('Reason', '原因');

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
	const { shop, reason, text, show } = fieldsOf(json);
	const [code] = toText(reason).split(GAP);
	return {
		shop: toText(shop).trim(),
		reason: code === ALL_REASONS.split(GAP)[0] ? '' : code.trim(),
		text: toText(text).trim(),
		withClosed: toText(show).startsWith(SHOW.withClosed.split(GAP)[0]),
	};
}

/** The answer of the second page. */
export function readAnswer(json: unknown): DeskAnswer {
	const keys = new Set<string>();
	const groups = new Set<string>();
	const { decision, note, ...others } = fieldsOf(json);
	for (const [group, value] of Object.entries(others)) {
		if (!Array.isArray(value)) continue;
		for (const option of (value as unknown[]).map(toText)) {
			if (option.startsWith(`${OPTION_OF_ALL} `)) groups.add(group);
			else keys.add(option.split('\n')[0].split(GAP)[0].trim());
		}
	}
	return {
		decision: decisionOf(toText(decision)),
		note: toText(note).trim(),
		keys: [...keys].filter(Boolean),
		groups: [...groups],
	};
}
