import { countBy } from 'lodash';

import { fieldsOf, type Fields } from '../../shared/fields';
import { answerInWords, both, reasonHints } from '../../shared/reasonWords';
import { toText } from '../../shared/text';
import type { Words } from './decisions';
import type { DecidedLine } from './decide';
import { isShipmentKey } from './resultLine';

/** What really happened, as the nodes behind Decide give it. */
export interface Happened {
	/** Result lines of the sub-workflow that takes orders; or the item of a call that failed. */
	results: readonly unknown[];
	/** Result lines of the sub-workflow that sends tracking numbers; or the item of a call that failed. */
	sent: readonly unknown[];
	/** Orders and shops that could not be read: items with `exception`; or those of a call that failed, with `error`. */
	notRead: readonly unknown[];
	/** Rows of the desk that were closed, and that were opened again; or what could not be written. */
	closed: readonly unknown[];
	opened: readonly unknown[];
}

/** What became of a row, for the last page. */
export interface Outcome {
	key: string;
	shopCode: string;
	result: OutcomeName;
	/** Why, as the result says it; English with Chinese where it is known. */
	reason: string;
	hint: string;
}

export type OutcomeName = keyof typeof OUTCOMES;

/** In the order of the page and of its summary. */
export const OUTCOMES = {
	created: { en: 'created in the warehouse', zh: '已在仓库创建' },
	existed: { en: 'in the warehouse already', zh: '仓库中已有' },
	sent: { en: 'sent to TikTok Shop', zh: '已回传到 TikTok Shop' },
	closed: { en: 'closed by hand', zh: '已手动关闭' },
	open: { en: 'waits again', zh: '重新等待' },
	waits: { en: 'still waiting', zh: '仍在等待' },
	skipped: { en: 'skipped', zh: '已跳过' },
	byItself: { en: 'nothing to do here', zh: '此处无需处理' },
	changed: { en: 'not touched: it has changed', zh: '未处理：内容已变化' },
	gone: { en: 'not touched: it waits no longer', zh: '未处理：不再等待' },
	unknown: { en: 'not touched: not on the list', zh: '未处理：不在列表中' },
	notFound: { en: 'not found', zh: '没有找到' },
	notWritten: { en: 'not done: could not be written', zh: '未完成：未能写入' },
} as const satisfies Readonly<Record<string, Words>>;

/** What became of each ticked row: what was asked for counts only where it happened. */
export function outcomes(lines: readonly DecidedLine[], happened: Happened): Outcome[] {
	const results = byKey([...happened.results, ...happened.sent], ({ order_id }) =>
		toText(order_id),
	);
	const notSent = failureIn(happened.sent);
	const notTaken = failureIn(happened.results);
	const unreadOrders = byKey(happened.notRead, ({ orderId }) => toText(orderId));
	const unreadShops = byKey(happened.notRead, ({ orderId, shop_id, shop }) =>
		toText(orderId) === '' ? toText(fieldsOf(shop).id) || toText(shop_id) : '',
	);
	const closed = writtenRows(happened.closed);
	const opened = writtenRows(happened.opened);
	const order = Object.keys(OUTCOMES);
	return lines
		.map((line) => {
			const { key, shopCode, shopId, what } = line;
			const own = { key, shopCode };
			if (what === 'closed' || what === 'open') {
				const rows = what === 'closed' ? closed : opened;
				if (rows.written.has(key)) return told(own, what, line.why);
				return rows.hasFailed
					? told(own, 'notWritten', WRITE_AGAIN)
					: told(own, 'changed', MEANWHILE);
			}
			if (what !== 'tried') return told(own, what, line.why);
			const result = results.get(key);
			if (result) return ofResult(own, result);
			const unread = unreadOrders.get(key) ?? unreadShops.get(shopId) ?? {};
			const exception = fieldsOf(unread.exception);
			if (exception.code) return { ...own, result: 'waits' as const, ...reasonOf(exception) };
			if (isShipmentKey(key)) return told(own, 'waits', notSent ? notCalled(notSent) : LATER);
			if (unread.error) return { ...own, result: 'waits' as const, ...reasonOfError(unread) };
			return notTaken ? told(own, 'waits', notKnown(notTaken)) : told(own, 'notFound', NOT_FOUND);
		})
		.sort((one, other) => order.indexOf(one.result) - order.indexOf(other.result));
}

/** "2 created in the warehouse, 1 still waiting", in both languages. */
export function outcomeSummary(of: readonly Outcome[]): string {
	const counts = countBy(of, 'result');
	const names = (Object.keys(OUTCOMES) as OutcomeName[]).filter((name) => counts[name]);
	return both(
		names.map((name) => `${counts[name]} ${OUTCOMES[name].en}`).join(', '),
		names.map((name) => `${OUTCOMES[name].zh} ${counts[name]}`).join('，'),
	);
}

const MEANWHILE: Words = {
	en: 'Somebody else has decided on it at the same moment.',
	zh: '其他人同时处理了它。',
};

const WRITE_AGAIN: Words = {
	en: 'The row could not be written. Choose it once more; the execution in n8n says why.',
	zh: '未能写入此行。请重新选择；原因见 n8n 的执行记录。',
};

const LATER: Words = {
	en: 'Template 09 tries it again within 15 minutes.',
	zh: '模板 09 会在 15 分钟内重试。',
};

function notCalled(failure: string): Words {
	return {
		en: `It could not be tried at once, because template 09 gave an error (${failure}). Is it published? ${LATER.en}`,
		zh: `模板 09 出错，无法立即重试。请确认它已发布。${LATER.zh}`,
	};
}

function notKnown(failure: string): Words {
	return {
		en: `Template 04 gave an error (${failure}), so it is not known what became of it. Is it published? It is tried again within 15 minutes; nothing is created twice.`,
		zh: `模板 04 出错，尚不清楚结果。请确认它已发布。将在 15 分钟内重试；不会重复创建。`,
	};
}

const NOT_FOUND: Words = {
	en: 'TikTok Shop gives no such order for this shop. It stays on the list.',
	zh: 'TikTok Shop 的该店铺没有此订单。它仍在列表中。',
};

type Own = Pick<Outcome, 'key' | 'shopCode'>;

function told(own: Own, result: OutcomeName, { en, zh }: Words): Outcome {
	return { ...own, result, reason: en ? both(en, zh) : '', hint: '' };
}

function ofResult(own: Own, result: Fields): Outcome {
	const name = toText(result.result);
	const known = (Object.keys(OUTCOMES) as OutcomeName[]).find((each) => each === name);
	const number = toText(result.outbound_order_no);
	const { reason, hint } = reasonOf(result);
	return { ...own, result: known ?? 'skipped', reason: reason || numberInWords(number), hint };
}

function numberInWords(number: string): string {
	return number && `${both('Outbound order', '出库单')} ${number}`;
}

/** @param told  an exception, or a result line */
function reasonOf({ code, message, hint }: Fields): Pick<Outcome, 'reason' | 'hint'> {
	const { zh } = reasonHints(toText(code));
	const words = toText(message) === '' ? '' : answerInWords(message);
	const own = toText(hint);
	return {
		reason: [toText(code), words].filter(Boolean).join(': '),
		hint: own && zh ? both(own, zh) : own,
	};
}

/** Of a call that failed before it could say anything of a single order. */
function reasonOfError({ error, errorHint }: Fields): Pick<Outcome, 'reason' | 'hint'> {
	return { reason: answerInWords(error), hint: toText(errorHint) };
}

function failureIn(items: readonly unknown[]): string {
	return items.map((each) => toText(fieldsOf(each).error)).find(Boolean) ?? '';
}

/**
 * A row that was written has all columns of the table. For one that could not be written, a Data Table node that continues on error gives
 * its input back, at times without an error (n8n 2.41).
 */
function writtenRows(items: readonly unknown[]): {
	written: Map<string, Fields>;
	hasFailed: boolean;
} {
	const rows = items.map(fieldsOf).filter((fields) => 'shop_id' in fields);
	return {
		written: byKey(rows, ({ order_id }) => toText(order_id)),
		hasFailed: rows.length < items.length,
	};
}

function byKey(items: readonly unknown[], keyOf: (fields: Fields) => string): Map<string, Fields> {
	const found = new Map<string, Fields>();
	for (const fields of items.map(fieldsOf)) {
		const key = keyOf(fields);
		if (key !== '') found.set(key, fields);
	}
	return found;
}
