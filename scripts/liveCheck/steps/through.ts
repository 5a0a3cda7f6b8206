import { createRequest } from '../../../nodes/LingxingOms/outbound/create/createRequest';
import { CANCELLED, SHIPPED, statusOf } from '../../../nodes/LingxingOms/outbound/outboundOrder';
import type { ApiOrder } from '../../../nodes/TikTokShop/orders/apiOrder';
import { toOrderItem } from '../../../nodes/TikTokShop/orders/orderItem';
import type { Fields } from '../../../nodes/shared/fields';
import { detailsBy } from '../../../nodes/LingxingOms/liveCheck/steps/omsLookUp';
import {
	assertWorks,
	confirmByName,
	dataOf,
	objectsIn,
	StepEnded,
	textOf,
	within,
} from '../../../nodes/shared/liveCheck/step';
import { shopOf } from '../../../nodes/TikTokShop/liveCheck/context';
import { orderNow, SHIPS } from '../../../nodes/TikTokShop/liveCheck/steps/ship';
import type { Context, Step } from '../context';

const MINUTE_MS = 60_000;
const LOOK_EVERY_MS = 30_000;

/**
 * Takes the one order to the warehouse under the number that the nodes would give it, and waits until it has shipped (OMS API §1.5, §1.6).
 * Run again it finds the outbound order and goes on waiting.
 */
export const through: Step = {
	name: 'through',
	title: 'Take the order to the warehouse, and wait until it has shipped',
	service: 'OMS',
	access: 'through',
	limitMs: 25 * 60 * MINUTE_MS,
	async run(context) {
		const { choices, findings, state, tell } = context;
		assertWorks(context, 'OMS');
		const shop = shopOf(context);
		const order = await orderNow(context, choices.orderId);
		if (order.status !== 'AWAITING_SHIPMENT' || order.shipping_type !== 'SELLER') {
			throw new StepEnded('The order does not wait for shipping by the seller.');
		}
		await confirmByName(context, SHIPS, shop.name);
		const thirdOrderNo = `${shop.id}:${choices.orderId}`;
		if (!(await outboundOrder(context, thirdOrderNo))) await create(context, order, thirdOrderNo);
		let shown = '';
		const limitMs = choices.waitMinutes * MINUTE_MS;
		const shipped = await within(context, limitMs, LOOK_EVERY_MS, async () => {
			const found = await outboundOrder(context, thirdOrderNo);
			const status = textOf(found?.status);
			if (status !== shown) tell(`The outbound order has status ${status || 'none'}.`);
			shown = status;
			if (found && statusOf(found) === CANCELLED) {
				throw new StepEnded('The outbound order of this order was cancelled.');
			}
			return found && statusOf(found) === SHIPPED ? found : undefined;
		});
		if (!shipped) {
			tell('The outbound order stays in the OMS. Run the same command again to go on.');
			throw new StepEnded(
				`The warehouse has not shipped it within ${choices.waitMinutes} minutes; its status is ${shown || 'none'}.`,
			);
		}
		const [carrier, number] = [shipped.logisticsCarrier, shipped.logisticsTrackNo].map(textOf);
		const note = `The carrier is ${carrier ? 'there' : 'missing'}, the tracking number is ${number ? 'there' : 'missing'}.`;
		findings.decide(
			'oms-shipped-fields',
			carrier !== '' && number !== '',
			note,
			'POST /v1/outboundOrder/detail',
		);
		if (number) state.trackingNumber = number;
	},
};

async function outboundOrder(context: Context, thirdOrderNo: string): Promise<Fields | undefined> {
	const answer = await detailsBy(context, 'thirdOrderNoList', [thirdOrderNo]);
	dataOf(context, answer);
	return objectsIn(answer.data)[0];
}

/** Creates the outbound order by the rules of the nodes, with one unit of the chosen SKU for each line item. */
async function create(context: Context, order: Fields, thirdOrderNo: string): Promise<void> {
	const { choices, oms, privacy, signal } = context;
	const { id, code, name, region, sellerType } = shopOf(context);
	const apiOrder = order as unknown as ApiOrder;
	const item = toOrderItem(apiOrder, { id, code, name, region, sellerType });
	const quantity = objectsIn(order.line_items).length;
	const outboundLines = [{ systemSku: choices.systemSku, quantity, from: [] }];
	const { row, exception } = createRequest(
		{ ...item, outboundLines },
		{
			warehouseCode: choices.warehouseCode,
			logisticsChannel: choices.channel,
			thirdOrderNo,
			salesPlatform: '',
			remark: '',
			signatureService: '',
			label: '',
		},
	);
	if (!row) throw new StepEnded(`The order cannot go to the warehouse: ${exception.code}.`);
	const answer = await oms.call({ path: '/v1/outboundOrder/create', data: [row] }, signal);
	dataOf(context, answer);
	const [created = {}] = objectsIn(answer.data);
	if (created.success !== true) {
		throw new StepEnded(`The OMS does not take the order: ${privacy.words(created.msg)}.`);
	}
}
