import type { Fields } from '../../../nodes/shared/fields';
import { objectsIn, textOf, within } from '../../../nodes/shared/liveCheck/step';
import { orderNow as orderOf } from '../../../nodes/TikTokShop/liveCheck/steps/ship';
import type { AssumptionId } from '../assumptions';
import type { Context, Step } from '../context';

const SECOND_MS = 1_000;
const LOOK_FOR_MS = 30 * SECOND_MS;

/** A person changes something in Seller Center; the check looks whether the order's `update_time` moves (TikTok Shop API §8, B26). */
export const byHand: Step = {
	name: 'byHand',
	title: 'Look at what a change by hand moves',
	service: 'TikTok Shop',
	access: 'byHand',
	limitMs: 20 * 60 * SECOND_MS,
	async run(context) {
		await afterChange(context, 'address-change', {
			what: 'Change the address of the order, or let the buyer change it',
			part: ({ recipient_address: recipient }) => recipient,
			shouldMove: true,
		});
		await afterChange(context, 'seller-sku-change', {
			what: 'Change the seller SKU of a product in the order',
			part: (order) => objectsIn(order.line_items).map(({ seller_sku: sku }) => sku),
			shouldMove: false,
		});
	},
};

interface ByHand {
	what: string;
	/** The part of the order that changes. */
	part(order: Fields): unknown;
	/** Whether `update_time` is assumed to move. */
	shouldMove: boolean;
}

async function afterChange(
	context: Context,
	id: AssumptionId,
	{ what, part, shouldMove }: ByHand,
): Promise<void> {
	const { findings } = context;
	const before = await orderNow(context);
	const typed = await context.ask(
		`${what}. Press Enter when it is saved, or type s to leave it out: `,
	);
	if (typed.toLowerCase() === 's') {
		findings.notSeen(id, 'It was left out.');
		return;
	}
	const was = JSON.stringify(part(before));
	const after = await within(context, LOOK_FOR_MS, 3 * SECOND_MS, async () => {
		const order = await orderNow(context);
		return JSON.stringify(part(order)) === was ? undefined : order;
	});
	if (!after) {
		findings.notSeen(id, 'The order did not show the change within 30 seconds.');
		return;
	}
	const hasMoved = textOf(after.update_time) !== textOf(before.update_time);
	const note = `The change shows in the order, and \`update_time\` ${hasMoved ? 'has moved' : 'has not moved'}.`;
	findings.decide(id, hasMoved === shouldMove, note, 'GET /order/202507/orders');
}

async function orderNow(context: Context): Promise<Fields> {
	return await orderOf(context, context.choices.orderId);
}
