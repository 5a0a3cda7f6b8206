import { escapeHtml, htmlTable, shownHtml } from '../../shared/html';
import { both } from '../../shared/reasonWords';
import { shownText } from '../../shared/shownText';
import type { Missing } from './decide';
import type { Words } from './decisions';
import { OUTCOMES, outcomeSummary, type Outcome } from './outcome';

/** The last page of the desk's form: title, and HTML below it. Workflows use these names. */
export interface LastPage {
	title: string;
	message: string;
}

/** Addresses as they stand in links, relative to the page of a form that n8n shows. */
export interface Ways {
	/** The desk's own form. */
	desk: string;
	/** The form that pulls orders; empty where it is not known. */
	manualSync: string;
}

const MISSING: Readonly<Record<Missing, Words>> = {
	rows: {
		en: 'Nothing was ticked. Tick the rows, or “All … with this reason”.',
		zh: '没有勾选任何内容。请勾选具体行，或“All …”。',
	},
	decision: {
		en: 'Nothing was chosen under “What to do”.',
		zh: '没有选择“怎么处理”。',
	},
	note: {
		en: 'Who cancels by hand has to write a note, so that others know why.',
		zh: '手动取消必须填写备注，以便他人了解原因。',
	},
};

/** A line for each ticked row. */
export function outcomePage(of: readonly Outcome[], ways: Ways): LastPage {
	const rows = of.map(({ key, shopCode, result, reason, hint }) => [
		escapeHtml(both(OUTCOMES[result].en, OUTCOMES[result].zh)),
		...[key, reason, hint, shopCode].map(shownHtml),
	]);
	const heads = [
		both('Result', '结果'),
		both('Order', '订单'),
		both('Reason', '原因'),
		both('What to do', '怎么处理'),
		both('Shop', '店铺'),
	];
	return { title: outcomeSummary(of), message: htmlTable(heads, rows) + wayBack(ways) };
}

/** The answer lacked something, so nothing was done. */
export function missingPage(missing: Missing, ways: Ways): LastPage {
	const { en, zh } = MISSING[missing];
	return {
		title: both('Nothing was done', '未做任何处理'),
		message: `<p>${escapeHtml(en)}</p><p>${escapeHtml(zh)}</p>${wayBack(ways)}`,
	};
}

/** No row fits what was asked for. */
export function nothingPage(isEmpty: boolean, text: string, ways: Ways): LastPage {
	if (isEmpty) {
		return {
			title: both('Nothing waits', '没有等待处理的内容'),
			message: `<p>${escapeHtml(both('The exception desk is empty', '异常台是空的'))}</p>${wayBack(ways)}`,
		};
	}
	const asked = shownText(text);
	const words: Words =
		asked === ''
			? {
					en: 'Nothing that waits fits this shop and this reason.',
					zh: '没有符合该店铺和原因的等待内容。',
				}
			: {
					en: `There is no exception for “${asked}” here. Pull the order with the form of the manual synchronisation.`,
					zh: `没有“${asked}”的异常。请用手动同步表单同步该订单。`,
				};
	const pull =
		asked === '' || ways.manualSync === ''
			? ''
			: link(ways.manualSync, both('Manual synchronisation', '手动同步'));
	return {
		title: both('Nothing found', '没有找到'),
		message: `<p>${escapeHtml(words.en)}</p><p>${escapeHtml(words.zh)}</p>${pull}${wayBack(ways)}`,
	};
}

function wayBack({ desk }: Ways): string {
	return link(desk, both('Back to the list', '返回列表'));
}

function link(address: string, words: string): string {
	return `<p><a href="${escapeHtml(address)}">${escapeHtml(words)}</a></p>`;
}
