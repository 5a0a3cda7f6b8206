import { upperFirst } from 'lodash';
import { DateTime } from 'luxon';

import { escapeHtml, htmlTable, shownHtml } from '../../shared/html';
import { answerInWords, both, reasonHints, reasonTitle } from '../../shared/reasonWords';
import { shownText } from '../../shared/shownText';
import { count as inDigits } from '../../shared/text';
import { DECISIONS, decisionName, effectOf, KIND_NAMES } from './decisions';
import { CLOSED_BY_HAND, type DeskEntry } from './deskEntries';
import type { DeskGroup, DeskList } from './deskList';
import { FIELDS, GAP, OPTION_OF_ALL } from './deskAnswer';
import type { DeskKind } from './resultLine';

/** A field of n8n's form, as its parameter Form Fields takes it. */
export interface FormField {
	fieldType: 'html' | 'checkbox' | 'radio' | 'textarea';
	fieldLabel?: string;
	/** Name of the answer. */
	fieldName?: string;
	html?: string;
	fieldOptions?: { values: Array<{ option: string }> };
	requiredField?: boolean;
	placeholder?: string;
}

/** What the page has to say besides the list. */
export interface Remarks {
	/** IANA name of the workflow's time zone, in which times are shown. */
	timezone: string;
	/** TikTok Shop did not answer for these shops: their latest shipping times and SKUs are not known. */
	unread: ReadonlyArray<{ shop: string; message: string }>;
	/** Orders whose SKUs were not looked through. */
	unsearched: number;
}

const KINDS: readonly DeskKind[] = ['order', 'shipment', 'cancellation', 'shop'];
/** Longest message in a line that a person ticks, characters. */
const LONGEST_MESSAGE = 300;
const NOTE = both('Note', '备注');
/** Its order stands before it. */
const OWN_ORDER = /^Order \d{15,20}: /;

/**
 * The second page of the desk's form: what waits, by reason, each row to tick, and what is to be done with them. The text goes into the
 * parameter Form Fields of n8n's Form node (Using JSON).
 */
export function deskPage(list: DeskList, remarks: Remarks): string {
	const fields: FormField[] = [
		{ fieldType: 'html', html: overview(list, remarks) },
		...list.groups.flatMap((group) => groupFields(group, remarks.timezone)),
		{ fieldType: 'html', html: whatDecisionsDo(list) },
		{
			fieldType: 'radio',
			fieldLabel: both('What to do', '怎么处理'),
			fieldName: FIELDS.decision,
			requiredField: true,
			fieldOptions: { values: decisionsFor(list).map((option) => ({ option })) },
		},
		{
			fieldType: 'textarea',
			fieldLabel: NOTE,
			fieldName: FIELDS.note,
			placeholder: both('e.g. shipped by a courier on Monday', '例如：周一已由快递发出'),
		},
	];
	// n8n puts the text into another one by String.replace, for which `$&` has a meaning.
	return JSON.stringify(fields).replaceAll('$', '\\u0024');
}

function overview({ count, leftOut, groups, byKind }: DeskList, remarks: Remarks): string {
	const kinds = KINDS.filter((kind) => byKind[kind]).map((kind) => {
		const { en, zh } = KIND_NAMES[kind];
		return [escapeHtml(both(en, zh)), inDigits(byKind[kind] ?? 0)];
	});
	const warnings = [
		...(leftOut > 0
			? [
					both(
						`${inDigits(leftOut)} of ${inDigits(count)} are left out: those that have to leave last, or came last. Go back and narrow the list by shop, reason or order ID`,
						`共 ${count} 条，其中 ${leftOut} 条未显示（发货期限最晚或最新出现的）。请返回并按店铺、原因或订单号缩小范围`,
					),
				]
			: []),
		...remarks.unread.map(({ shop, message }) =>
			both(
				`TikTok Shop did not answer for ${shop}, so latest shipping times and SKUs are missing here (${answerInWords(message)})`,
				`TikTok Shop 没有响应（${shop}），因此缺少最晚发货时间和 SKU`,
			),
		),
		...(remarks.unsearched > 0
			? [
					both(
						`The SKUs of ${inDigits(remarks.unsearched)} orders were not looked through: narrow the list by shop or reason`,
						`有 ${remarks.unsearched} 个订单的 SKU 未查找：请按店铺或原因缩小范围`,
					),
				]
			: []),
	];
	return [
		...warnings.map((text) => `<h2><strong>${shownHtml(text)}</strong></h2>`),
		htmlTable(
			[both('Reason', '原因'), both('Rows', '条数')],
			groups.map((group) => [shownHtml(titleOf(group.group)), inDigits(group.count)]),
		),
		htmlTable([both('What', '类型'), both('Rows', '条数')], kinds),
		`<p>${escapeHtml(both(`Times: ${remarks.timezone}`, `时区：${remarks.timezone}`))}</p>`,
	].join('');
}

function groupFields(group: DeskGroup, timezone: string): FormField[] {
	const { en, zh } = hintsOf(group.group);
	const more = group.entries.length < group.count ? group.entries.length : undefined;
	return [
		{
			fieldType: 'html',
			html: [
				`<h2>${shownHtml(titleOf(group.group))}</h2>`,
				...[en, zh].filter(Boolean).map((text) => `<p>${shownHtml(text)}</p>`),
			].join(''),
		},
		{
			fieldType: 'checkbox',
			fieldLabel: `${group.group} (${inDigits(group.count)})`,
			fieldName: group.group,
			fieldOptions: {
				values: [
					...(group.entries.length > 1 ? [optionOfAll(group.entries.length, more)] : []),
					...group.entries.map((entry) => rowOption(entry, en, timezone)),
				].map((option) => ({ option })),
			},
		},
	];
}

/** What it says is read by `deskAnswer`: it begins with {@link OPTION_OF_ALL}. */
function optionOfAll(shown: number, more: number | undefined): string {
	const words =
		more === undefined
			? both(`${shown} with this reason`, `此原因的全部 ${shown} 条`)
			: both(`${shown} shown here with this reason`, `此处显示的全部 ${shown} 条`);
	return `${OPTION_OF_ALL} ${words}`;
}

/** What it says is read by `deskAnswer`: it begins with the key. */
function rowOption(entry: DeskEntry, generalHint: string, timezone: string): string {
	const time = (iso: string): string => {
		const moment = DateTime.fromISO(iso, { zone: timezone });
		return moment.isValid ? moment.toFormat('yyyy-MM-dd HH:mm') : '';
	};
	const since = time(entry.since);
	const shipBy = time(entry.shipBy);
	const facts = [
		entry.key,
		shownText(entry.shopCode),
		since && `since 自 ${since}`,
		shipBy && `ship by 最晚发货时间 ${shipBy}`,
	];
	const told = [
		entry.isClosedByHand && entry.note ? `${NOTE}: ${shownText(entry.note)}` : '',
		entry.message &&
			answerInWords(shownText(upperFirst(entry.message.replace(OWN_ORDER, '')), LONGEST_MESSAGE)),
		entry.hint !== generalHint ? shownText(entry.hint, LONGEST_MESSAGE) : '',
	];
	return [facts.filter(Boolean).join(GAP), ...told.filter(Boolean)].join('\n');
}

/** What each decision does with the kinds of rows that are shown. */
function whatDecisionsDo(list: DeskList): string {
	const kinds = KINDS.filter((kind) => list.byKind[kind]);
	const shown = DECISIONS.filter((decision) => decisionsFor(list).includes(decisionName(decision)));
	const rows = kinds.flatMap((kind) =>
		shown.map((decision) => {
			const { en, zh } = effectOf(kind, decision);
			const { en: name, zh: chinese } = KIND_NAMES[kind];
			return [both(name, chinese), decisionName(decision), both(en, zh)].map(escapeHtml);
		}),
	);
	const heads = [both('What', '类型'), both('Decision', '决定'), both('What happens', '结果')];
	return `<h2>${escapeHtml(both('What the decisions do', '各决定的作用'))}</h2>${htmlTable(heads, rows)}`;
}

/** What was closed by hand can only be taken back where it is shown. */
function decisionsFor({ groups }: DeskList): string[] {
	const hasClosed = groups.some(({ group }) => group === CLOSED_BY_HAND);
	const hasOpen = groups.some(({ group }) => group !== CLOSED_BY_HAND);
	const offered = DECISIONS.filter((each) => (each === 'takeBack' ? hasClosed : hasOpen));
	return offered.map(decisionName);
}

function titleOf(group: string): string {
	if (group === CLOSED_BY_HAND) return both('Closed by hand', '已手动关闭');
	return reasonTitle(group) || group;
}

function hintsOf(group: string): { en: string; zh: string } {
	if (group !== CLOSED_BY_HAND) return reasonHints(group);
	return {
		en: 'These do not wait any more, because a person has closed them.',
		zh: '这些已由人工关闭，不再等待。',
	};
}
