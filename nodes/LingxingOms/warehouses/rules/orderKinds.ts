import { ORDER_KINDS, type OrderKind } from '../../../shared/orderItem';

/** A value of the column `order_kind`; `normal`: the order is of no kind. */
export type KindValue = OrderKind | 'normal';

export const KIND_VALUES: readonly KindValue[] = ['normal', ...ORDER_KINDS];

/** Words of other languages, and other words. */
export const KIND_WORDS: Readonly<Record<KindValue, readonly string[]>> = {
	normal: ['普通', '普通订单'],
	sample: ['样品', '样品订单'],
	gift: ['赠品'],
	replacement: ['补发', '补发订单'],
	exchange: ['换货', '换货订单'],
	preOrder: ['预售', '预售订单'],
	cod: ['cash on delivery', '货到付款'],
	collectionPoint: ['pick-up point', '自提点', '自提'],
	combinedListing: ['virtual bundle', '组合商品'],
};

const KIND_OF = new Map(
	KIND_VALUES.flatMap((kind) =>
		[kind, ...KIND_WORDS[kind]].map((word) => [kindKeyOf(word), kind] as const),
	),
);

/** The kind that a text names, such as "pre-order"; undefined for none. */
export function kindIn(text: string): KindValue | undefined {
	return KIND_OF.get(kindKeyOf(text));
}

/** Case, width, blanks and strokes do not count. */
function kindKeyOf(text: string): string {
	return text
		.normalize('NFKC')
		.toLowerCase()
		.replace(/[\s_-]+/g, '');
}

/** Whether an order is of one of the kinds. */
export function isOfKind(kinds: ReadonlySet<string>, wanted: readonly KindValue[]): boolean {
	return wanted.some((kind) => (kind === 'normal' ? kinds.size === 0 : kinds.has(kind)));
}
