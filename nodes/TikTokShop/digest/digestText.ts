import { countBy, groupBy, sortBy } from 'lodash';

import { escapeHtml } from '../../shared/html';
import { shownText } from '../../shared/shownText';
import { count } from '../../shared/text';
import { GROUPS, type Fact, type Group } from './fact';

/** A digest as it goes to people. Workflows use these names, so they must not change. */
export interface Digest {
	subject: string;
	/** Plain text for chats and mails; begins with the subject. */
	text: string;
	/** The same, short enough for every chat. */
	shortText: string;
	/** The body of a mail. */
	html: string;
	/** Facts of each group. */
	counts: Record<Group, number>;
	/** Exceptions of each code. */
	codes: Record<string, number>;
	facts: number;
	/** Whether one of them does not wait for the morning. */
	urgent: boolean;
}

const HEADINGS: Record<Group, string> = {
	failing: 'Does not run',
	authorization: 'Authorisation',
	overdue: 'Overdue',
	due: 'Due soon',
	audit: 'Audit',
	mapping: 'SKU mapping',
	new: 'New exceptions',
	changed: 'Changed exceptions',
	resolved: 'Resolved',
};

const WORDS: Record<Group, string> = {
	failing: 'failing',
	authorization: 'about the authorisation',
	overdue: 'overdue',
	due: 'due soon',
	audit: 'from the audit',
	mapping: 'about the SKU mapping',
	new: 'new',
	changed: 'changed',
	resolved: 'resolved',
};

/** A text of WeCom has at most 2,048 bytes, one of Telegram 4,096 characters. */
const SHORT_BYTES = 2_000;
/** More lines hardly have room in so many bytes. The text is written anew for each number of lines that is tried. */
const MOST_SHORT_LINES = 200;
/** Characters of a line. */
const LONGEST_LINE = 300;
/** Codes that a heading names. */
const NAMED_CODES = 5;

interface Section {
	heading: string;
	lines: string[];
	/** Lines that are left out. */
	more: number;
}

/**
 * @param facts     at least one, in the order of each group
 * @param maxLines  of the text, blank ones included; at least 30, which is what headings can need
 */
export function writeDigest(facts: readonly Fact[], maxLines: number): Digest {
	const byGroup = groupBy(facts, ({ group }) => group) as Partial<Record<Group, Fact[]>>;
	const groups = GROUPS.filter((group) => byGroup[group]);
	const counts = Object.fromEntries(
		GROUPS.map((group) => [group, byGroup[group]?.length ?? 0]),
	) as Record<Group, number>;
	const parts = groups.map((group) => `${count(counts[group])} ${WORDS[group]}`);
	const subject = `TikTok Shop: ${parts.join(', ')}`;
	const inGroups = groups.map((group) => byGroup[group] ?? []);
	const headings = inGroups.map(headingOf);
	const sections = (room: number) => shared(inGroups, headings, room);
	// The subject; a blank line, the heading and "and … more" of each section.
	const room = Math.max(0, maxLines - 1 - 3 * groups.length);
	return {
		subject,
		text: plainText(subject, sections(room)),
		shortText: shortText(subject, sections, room),
		html: htmlText(sections(room)),
		counts,
		codes: codesOf(facts),
		facts: facts.length,
		urgent: facts.some(({ isUrgent }) => isUrgent),
	};
}

/** Gives each section its share of the lines, and what one does not need to the others. */
function shared(groups: readonly Fact[][], headings: readonly string[], room: number): Section[] {
	const taken = groups.map(() => 0);
	let left = room;
	for (let given = 1; given > 0 && left > 0; ) {
		given = 0;
		groups.forEach(({ length }, index) => {
			if (left === 0 || taken[index] === length) return;
			taken[index] += 1;
			left -= 1;
			given += 1;
		});
	}
	return groups.map((facts, index) => ({
		heading: headings[index],
		lines: facts.slice(0, taken[index]).map(({ line }) => shownText(line, LONGEST_LINE)),
		more: facts.length - taken[index],
	}));
}

function headingOf(facts: readonly Fact[]): string {
	const codes = sortBy(Object.entries(codesOf(facts)), ([, number]) => -number);
	const named = codes.slice(0, NAMED_CODES).map(([code, number]) => `${code} ${count(number)}`);
	if (codes.length > NAMED_CODES) named.push('others');
	const inBrackets = named.length > 0 ? ` (${named.join(', ')})` : '';
	return `${HEADINGS[facts[0].group]}: ${count(facts.length)}${inBrackets}`;
}

function codesOf(facts: readonly Fact[]): Record<string, number> {
	const codes = facts.map(({ code }) => shownText(code, 40)).filter(Boolean);
	return countBy(codes);
}

function plainText(subject: string, sections: readonly Section[]): string {
	const blocks = sections.flatMap(({ heading, lines, more }) => [
		'',
		heading,
		...lines.map((line) => `- ${line}`),
		...(more > 0 ? [moreText(lines.length, more)] : []),
	]);
	return withoutTags([subject, ...blocks].join('\n'));
}

/** As many lines as there is room for in every chat. */
function shortText(subject: string, sections: (room: number) => Section[], room: number): string {
	const short = (lines: number) => plainText(subject, sections(lines));
	const fits = (lines: number) => Buffer.byteLength(short(lines)) <= SHORT_BYTES;
	let lines = Math.min(room, MOST_SHORT_LINES);
	while (lines > 0 && !fits(lines)) lines -= 1;
	return short(lines);
}

function moreText(shown: number, more: number): string {
	return shown === 0 ? `${count(more)} of them` : `and ${count(more)} more`;
}

/** Chats take `<at …>`, `<!channel>` and `<https://…|text>` as commands. */
function withoutTags(text: string): string {
	return text.replaceAll('<', '‹').replaceAll('>', '›');
}

function htmlText(sections: readonly Section[]): string {
	const item = (text: string) => `<li>${escapeHtml(text)}</li>`;
	return sections
		.map(({ heading, lines, more }) => {
			const shown = [...lines, ...(more > 0 ? [moreText(lines.length, more)] : [])];
			return `<h3>${escapeHtml(heading)}</h3><ul>${shown.map(item).join('')}</ul>`;
		})
		.join('');
}
