import { both } from '../../shared/reasonWords';
import type { DeskKind } from './resultLine';

/** English and Chinese. */
export interface Words {
	en: string;
	zh: string;
}

/** What a person can decide about rows of the desk. */
export const DECISIONS = ['tryAgain', 'cancelByHand', 'takeBack'] as const;
export type Decision = (typeof DECISIONS)[number];

const NAMES: Readonly<Record<Decision, Words>> = {
	tryAgain: { en: 'Try again now', zh: '立即重试' },
	cancelByHand: { en: 'Cancel by hand', zh: '手动取消' },
	takeBack: { en: 'Take back “cancel by hand”', zh: '撤销“手动取消”' },
};

/** The decision in both languages, as the page offers it. */
export function decisionName(decision: Decision): string {
	const { en, zh } = NAMES[decision];
	return both(en, zh);
}

/** The decision of this name, or of a name that begins with its English one. */
export function decisionOf(name: string): Decision | undefined {
	return DECISIONS.find((each) => name.trim().startsWith(NAMES[each].en));
}

/**
 * What a decision does with a row of a kind, in words for the page. `isDone` is false where it does nothing; then the words say why, and
 * what happens by itself.
 */
export interface Effect extends Words {
	isDone: boolean;
}

const EFFECTS: Readonly<Record<DeskKind, Readonly<Record<Decision, Effect>>>> = {
	order: {
		tryAgain: {
			isDone: true,
			en: 'It is read from TikTok Shop and goes the way of new orders; nothing is created twice.',
			zh: '从 TikTok Shop 重新读取，按新订单处理；不会重复创建。',
		},
		cancelByHand: {
			isDone: true,
			en: 'No workflow sends it to the warehouse any more. Nothing changes on TikTok Shop or in the OMS.',
			zh: '工作流不会再把它发送到仓库。TikTok Shop 和 OMS 中没有任何变化。',
		},
		takeBack: {
			isDone: true,
			en: 'It waits again, and is tried at once.',
			zh: '重新等待，并立即重试。',
		},
	},
	shipment: {
		tryAgain: {
			isDone: true,
			en: 'Its outbound order is read again, and its tracking number sent to TikTok Shop (template 09); a number that is there is not sent twice.',
			zh: '重新读取出库单，并把物流单号回传到 TikTok Shop（模板 09）；已有的单号不会重复回传。',
		},
		cancelByHand: {
			isDone: true,
			en: 'The tracking number is not tried again every 15 minutes, and does not wait here any more. The daily run of template 09 still sends it if TikTok Shop takes it.',
			zh: '不再每 15 分钟重试该物流单号，也不再显示在这里。如果 TikTok Shop 接受，模板 09 的每日运行仍会回传它。',
		},
		takeBack: {
			isDone: true,
			en: 'It waits again, and is tried at once.',
			zh: '重新等待，并立即重试。',
		},
	},
	cancellation: {
		tryAgain: {
			isDone: false,
			en: 'It is tried again by itself, within 15 minutes (template 14).',
			zh: '会在 15 分钟内自动重试（模板 14）。',
		},
		cancelByHand: {
			isDone: true,
			en: 'The outbound order is not looked at again. That is right when it was stopped in the OMS, or has been dealt with.',
			zh: '不再查看该出库单。适用于已在 OMS 拦截或已处理的情况。',
		},
		takeBack: {
			isDone: true,
			en: 'It waits again, and is tried within 15 minutes (template 14).',
			zh: '重新等待，15 分钟内重试（模板 14）。',
		},
	},
	shop: {
		tryAgain: {
			isDone: false,
			en: 'The shop is read again at every poll; its row closes by itself once it can be read.',
			zh: '每次同步都会重新读取该店铺；能够读取后，此行会自动关闭。',
		},
		cancelByHand: {
			isDone: true,
			en: 'Its row goes away until the shop cannot be read once more.',
			zh: '此行会消失；如果店铺再次无法读取，会重新出现。',
		},
		takeBack: {
			isDone: false,
			en: 'A shop that was closed by hand comes back by itself when it cannot be read.',
			zh: '手动关闭的店铺在无法读取时会自动重新出现。',
		},
	},
};

/** What a decision about a row of this kind does. */
export function effectOf(kind: DeskKind, decision: Decision): Effect {
	return EFFECTS[kind][decision];
}

export const KIND_NAMES: Readonly<Record<DeskKind, Words>> = {
	order: { en: 'order', zh: '订单' },
	shipment: { en: 'shipment: tracking number', zh: 'shipment：物流单号' },
	cancellation: { en: 'cancellation in the OMS', zh: 'OMS 取消' },
	shop: { en: 'shop', zh: '店铺' },
};
