import { countBy } from 'lodash';

import { fieldsOf, type Fields } from '../../shared/fields';
import { answerInWords, both, reasonHints } from '../../shared/reasonWords';
import { toText } from '../../shared/text';
import type { Words } from './decisions';
import type { DecidedLine } from './decide';
import { isShipmentKey } from './resultLine';

/** What really happened, as the nodes behind Decide give it. */
export interface Happened {
	/** Result lines of the sub-workflow that takes orders. */
	results: readonly unknown[];
	/** Result lines of the sub-workflow that sends tracking numbers; or the item of a call that failed. */
	sent: readonly unknown[];
	/** Orders and shops that could not be read; items with `exception`. */
	notRead: readonly unknown[];
	/** Rows of the desk that were closed, and that were opened again. */
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
} as const satisfies Readonly<Record<string, Words>>;

/** What became of each ticked row: what was asked for counts only where it happened. */
export function outcomes(lines: readonly DecidedLine[], happened: Happened): Outcome[] {
	const results = byKey([...happened.results, ...happened.sent], ({ order_id }) =>
		toText(order_id),
	);
	const failure = happened.sent.map((each) => toText(fieldsOf(each).error)).find(Boolean);
	const unreadOrders = byKey(happened.notRead, ({ orderId }) => toText(orderId));
	const unreadShops = byKey(happened.notRead, ({ orderId, shop_id, shop }) =>
		toText(orderId) === '' ? toText(fieldsOf(shop).id) || toText(shop_id) : '',
	);
	const closed = byKey(happened.closed, ({ order_id }) => toText(order_id));
	const opened = byKey(happened.opened, ({ order_id }) => toText(order_id));
	const order = Object.keys(OUTCOMES);
	return lines
		.map((line) => {
			const { key, shopCode, shopId, what } = line;
			const own = { key, shopCode };
			if (what === 'closed' || what === 'open') {
				const isDone = (what === 'closed' ? closed : opened).has(key);
				return isDone ? told(own, what, line.why) : told(own, 'changed', MEANWHILE);
			}
			if (what !== 'tried') return told(own, what, line.why);
			const result = results.get(key);
			if (result) return ofResult(own, result);
			const exception = fieldsOf((unreadOrders.get(key) ?? unreadShops.get(shopId))?.exception);
			if (exception.code) return { ...own, result: 'waits' as const, ...reasonOf(exception) };
			if (!isShipmentKey(key)) return told(own, 'notFound', NOT_FOUND);
			return told(own, 'waits', failure ? notCalled(failure) : LATER);
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

function byKey(items: readonly unknown[], keyOf: (fields: Fields) => string): Map<string, Fields> {
	const found = new Map<string, Fields>();
	for (const fields of items.map(fieldsOf)) {
		const key = keyOf(fields);
		if (key !== '') found.set(key, fields);
	}
	return found;
}
