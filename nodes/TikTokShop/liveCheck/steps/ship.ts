import { isMarkedAsShipped } from '../../fulfillment/decide/shipment';
import {
	ALREADY_ARRANGED_CODES,
	CORRECTION_CLOSED_CODES,
	WRONG_CALL_CODE,
} from '../../transport/errors';
import { SECOND_MS } from '../../../shared/durations';
import type { Fields } from '../../../shared/fields';
import type { Answer } from '../../../shared/liveCheck/http';
import { readOrders } from './details';
import {
	confirmByName,
	dataOf,
	objectsIn,
	refusal,
	StepEnded,
	textOf,
	within,
} from '../../../shared/liveCheck/step';
import { assertJudgeable, shopOf, type Context, type Step } from '../context';

const READ_BACK_MS = 30 * SECOND_MS;
const SHIPPED = ['AWAITING_COLLECTION', 'IN_TRANSIT'];

/** Asked before something is written to TikTok Shop. */
export const SHIPS = 'The order will count as shipped. Type the name of the shop to go on';

/** Marks the one order as shipped, repeats its number and corrects it (TikTok Shop API §4.5, §4.6). */
export const ship: Step = {
	name: 'ship',
	title: 'Send the tracking number of the order',
	service: 'TikTok Shop',
	access: 'write',
	limitMs: 8 * 60 * SECOND_MS,
	async run(context) {
		const { choices, findings } = context;
		const { orderId, correctedNumber } = choices;
		const trackingNumber = numberToSend(context);
		if (trackingNumber === '')
			throw new StepEnded('No order with a shipping provider and a tracking number was given.');
		const { name } = shopOf(context);
		const before = await orderNow(context, orderId);
		if (before.status !== 'AWAITING_SHIPMENT' || before.shipping_type !== 'SELLER') {
			throw new StepEnded('The order does not wait for shipping by the seller.');
		}
		await confirmByName(context, SHIPS, name);
		const answer = await send(context, before, trackingNumber);
		if (!answer.ok && answer.code !== WRONG_CALL_CODE)
			throw new StepEnded(refusal(context, answer));
		const note = answer.ok ? 'It is taken.' : `${refusal(context, answer)}.`;
		findings.decide('ship-call', answer.ok, note, answer.call);
		if (!answer.ok) throw new StepEnded('The order was not shipped.');
		await readBack(context, before);
		const again = await send(context, before, trackingNumber);
		assertJudgeable(context, again);
		const isKnown = ALREADY_ARRANGED_CODES.has(again.code);
		const words = again.ok ? 'It is taken once more.' : `${refusal(context, again)}.`;
		findings.decide('number-repeated', isKnown, words, again.call);
		if (correctedNumber === '') throw new StepEnded('No corrected number was given.');
		await correctTwice(context);
	},
};

/** The warehouse's number, else the one that was given. */
const numberToSend = ({ choices, state }: Context): string =>
	state.trackingNumber ?? choices.trackingNumber;

/** @throws StepEnded when the shop has no such order */
export async function orderNow(context: Context, orderId: string): Promise<Fields> {
	const [order] = objectsIn(dataOf(context, await readOrders(context, [orderId])).orders);
	if (!order) throw new StepEnded('The shop has no such order.');
	return order;
}

/** The call of the market (TikTok Shop API §4.5); the last answer where several packages are shipped. */
async function send(context: Context, order: Fields, trackingNumber: string): Promise<Answer> {
	const { choices, tiktok, signal } = context;
	const { cipher, region } = shopOf(context);
	const shipment = { tracking_number: trackingNumber, shipping_provider_id: choices.providerId };
	const base = '/fulfillment/202309';
	if (isMarkedAsShipped(region)) {
		const path = `${base}/orders/${choices.orderId}/packages`;
		const shownPath = `${base}/orders/{order_id}/packages`;
		return await tiktok.call({ method: 'POST', path, shownPath, cipher, body: shipment }, signal);
	}
	const packageIds = objectsIn(order.packages).map(({ id }) => textOf(id));
	if (packageIds.length !== 1)
		throw new StepEnded(`The order has ${packageIds.length} packages; one is needed.`);
	const path = `${base}/packages/${packageIds[0]}/ship`;
	const shownPath = `${base}/packages/{package_id}/ship`;
	return await tiktok.call(
		{ method: 'POST', path, shownPath, cipher, body: { self_shipment: shipment } },
		signal,
	);
}

const shows = (order: Fields, trackingNumber: string): boolean =>
	[order, ...objectsIn(order.line_items)].some(
		({ tracking_number: number }) => number === trackingNumber,
	);

/** The order once it shows a tracking number; undefined when it does not in time. */
async function orderWith(context: Context, trackingNumber: string): Promise<Fields | undefined> {
	return await within(context, READ_BACK_MS, 2 * SECOND_MS, async () => {
		const order = await orderNow(context, context.choices.orderId);
		return shows(order, trackingNumber) ? order : undefined;
	});
}

async function readBack(context: Context, before: Fields): Promise<void> {
	const { choices, findings, now } = context;
	const sentAt = now();
	const call = 'GET /order/202507/orders';
	const shown = await orderWith(context, numberToSend(context));
	const seconds = Math.round((now() - sentAt) / SECOND_MS);
	const words = shown ? `After ${seconds} s.` : 'Not within 30 seconds.';
	findings.decide('number-read-back', shown !== undefined, words, call);
	const order = shown ?? (await orderNow(context, choices.orderId));
	const hasMoved = Number(order.update_time) > Number(before.update_time);
	const isShipped = SHIPPED.includes(textOf(order.status));
	const note = `\`update_time\` ${hasMoved ? 'has moved' : 'has not moved'}; the status is ${isShipped ? textOf(order.status) : 'another one'}.`;
	findings.decide('shipped-status', isShipped && hasMoved, note, call);
}

async function correct(context: Context, trackingNumber: string): Promise<Answer> {
	const { choices, tiktok, signal } = context;
	const { cipher } = shopOf(context);
	const path = `/fulfillment/202309/orders/${choices.orderId}/shipping_info/update`;
	const shownPath = '/fulfillment/202309/orders/{order_id}/shipping_info/update';
	const body = { tracking_number: trackingNumber, shipping_provider_id: choices.providerId };
	return await tiktok.call({ method: 'POST', path, shownPath, cipher, body }, signal);
}

async function correctTwice(context: Context): Promise<void> {
	const { choices, findings } = context;
	const answer = await correct(context, choices.correctedNumber);
	assertJudgeable(context, answer);
	const shown = answer.ok && (await orderWith(context, choices.correctedNumber)) !== undefined;
	const note = answer.ok
		? `The order ${shown ? 'shows' : 'does not show'} the other number.`
		: `${refusal(context, answer)}.`;
	findings.decide('number-corrected', shown, note, answer.call);
	if (!answer.ok) throw new StepEnded('The number was not corrected.');
	const again = await correct(context, numberToSend(context));
	assertJudgeable(context, again);
	const words = again.ok
		? 'It is taken; the order has the first number again.'
		: `${refusal(context, again)}.`;
	findings.decide(
		'number-corrected-twice',
		CORRECTION_CLOSED_CODES.has(again.code),
		words,
		again.call,
	);
}
