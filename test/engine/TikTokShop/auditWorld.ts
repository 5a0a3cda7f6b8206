import type { IDataObject } from 'n8n-workflow';

import { LingxingOms } from '../../../nodes/LingxingOms/LingxingOms.node';
import { SkuMapping } from '../../../nodes/SkuMapping/SkuMapping.node';
import { TikTokShop } from '../../../nodes/TikTokShop/TikTokShop.node';
import { DEMO_MAPPING, startSandbox, type OrderSeed, type Sandbox } from '../../sandbox';
import type { OutboundOrder, OutboundStatus } from '../../sandbox/oms/types';
import { packageFor, ship } from '../../sandbox/tiktok/shipping';
import type { Order } from '../../sandbox/tiktok/types';
import { runNode, type NodeRun } from '../../support/engine/engine';
import { omsCredentials } from '../../support/engine/oms';
import { tiktokCredentials } from '../../support/engine/tiktok';

export const HOUR = 3_600_000;
const DAY_SECONDS = 86_400;
const MUGS = [{ sku: 'SYS-MUG-BLU', quantity: 2 }];

/** Two services with orders, and the nodes that read and compare them. */
export class AuditWorld {
	private constructor(readonly sandbox: Sandbox) {}

	static async start(): Promise<AuditWorld> {
		return new AuditWorld(await startSandbox({ world: 'empty', now: () => Date.now() }));
	}

	/** An order of yesterday: two blue mugs. */
	order(more: Partial<OrderSeed> = {}): Order {
		return this.sandbox.tiktok.addOrder({
			shop: 'US01',
			lines: [{ sellerSku: 'MUG-BLUE-350', units: 2 }],
			ageSeconds: DAY_SECONDS,
			...more,
		});
	}

	/** Its outbound order, 20 hours old and in the warehouse. */
	outbound(order: Order, more: Partial<OutboundOrder> = {}): OutboundOrder {
		const { createdAt = Date.now() - 20 * HOUR, ...given } = more;
		const accepted = this.sandbox.oms.accept({
			thirdOrderNo: order.id,
			platformOrderNo: order.id,
			referOrderNo: '',
			whCode: 'USLAX1',
			logisticsChannel: 'USPS-GA',
			status: 2,
			given: { salesPlatform: 'TikTok', storeName: order.shop.code },
			lines: MUGS,
			carrier: '',
			trackNo: '',
			...given,
		});
		accepted.createdAt = createdAt;
		return accepted;
	}

	/** An outbound order that the warehouse has shipped five hours ago. */
	left(order: Order, more: Partial<OutboundOrder> = {}): OutboundOrder {
		const outbound = this.outbound(order, more);
		this.sandbox.oms.ship(outbound);
		outbound.outboundAt = Date.now() - 5 * HOUR;
		return outbound;
	}

	/** TikTok Shop has the order as shipped with this number. */
	told(order: Order, trackingNumber: string): void {
		const { tiktok } = this.sandbox;
		const option = tiktok.deliveryOption(order.shop, order.deliveryOptionId);
		const [provider] = option?.providers ?? [];
		const parcel = packageFor(tiktok, order, order.lines);
		ship(tiktok, parcel, { trackingNumber, provider }, 'markPackageAsShipped');
	}

	/** An order on which both sides agree; the kinds of agreement take turns. */
	agreeing(turn: number): void {
		const kinds = [
			() => this.outbound(this.order()),
			() => {
				const order = this.order();
				this.told(order, this.left(order).trackNo);
			},
			() => this.outbound(this.order({ status: 'CANCELLED' }), { status: 4 }),
			() => {
				const order = this.order();
				this.outbound(order, { status: 4 });
				this.outbound(order, { thirdOrderNo: `${order.id}-2`, platformOrderNo: '' });
			},
			() => this.order({ fulfillmentType: 'FULFILLMENT_BY_TIKTOK' }),
			() => this.outbound(this.order({ isSample: true })),
			() => {
				const order = this.order({
					lines: [
						{ sellerSku: 'MUG-BLUE-350' },
						{ sellerSku: 'TEA-CASE-12' },
						{ sellerSku: 'MUG-BLUE-350', isGift: true },
					],
				});
				this.outbound(order, { lines: [...MUGS, { sku: 'SYS-TEA-GRN', quantity: 12 }] });
			},
			() => {
				const order = this.order({ shop: 'GB01' });
				const lines = [{ sku: 'SYS-MUG-BLU-UK', quantity: 2 }];
				this.outbound(order, { whCode: 'GBLON1', logisticsChannel: 'ROYAL-48', lines });
			},
			() => this.order({ status: 'ON_HOLD' }),
			() => this.order({ cancelRequested: true }),
		];
		kinds[turn % kinds.length]();
	}

	/** What others have in the same account of the OMS. */
	strangers(): void {
		const order = this.order({ status: 'CANCELLED' });
		const ofOthers = { platformOrderNo: '579990000000000001', thirdOrderNo: '579990000000000001' };
		this.outbound(order, { ...ofOthers, given: { salesPlatform: 'TikTok', storeName: 'OTHER' } });
		this.outbound(order, { ...ofOthers, given: { salesPlatform: 'Shopee', storeName: 'SHOPEE1' } });
		const byHand = { platformOrderNo: '', thirdOrderNo: 'SAMPLE-0001' };
		this.outbound(order, { ...byHand, given: { storeName: order.shop.code } });
	}

	/** @returns the ID of an order with one difference of this kind */
	plant(kind: string, turn: number): string {
		const order = this.order();
		const { id } = order;
		switch (kind) {
			case 'missingInOms':
				if (turn % 2 === 1) this.outbound(order, { status: 4 });
				break;
			case 'extra':
				if (turn % 3 === 0) {
					this.outbound(order);
					this.outbound(order, { thirdOrderNo: `${id}-B` });
				} else if (turn % 3 === 1) {
					this.outbound(order);
					this.cancelled(order);
				} else {
					this.outbound(order);
					this.sandbox.tiktok.orders.delete(id);
				}
				break;
			case 'differs':
				this.outbound(order, {
					lines:
						turn % 2 === 0
							? [{ sku: 'SYS-MUG-BLU', quantity: 3 }]
							: [...MUGS, { sku: 'SYS-PLATE', quantity: 1 }],
				});
				break;
			case 'stuck': {
				const outbound = this.outbound(order, {
					createdAt: Date.now() - (turn < 3 ? 20 : 50) * HOUR,
				});
				const stopped: OutboundStatus[] = [5, 6, 7];
				if (turn < 3) this.sandbox.oms.stop(outbound, stopped[turn] as 5, '库存不足');
				break;
			}
			case 'trackingMissing':
				this.left(order);
				break;
			case 'trackingDiffers':
				this.left(order);
				this.told(order, `940011189922399999${turn}`);
				break;
			case 'late':
				this.outbound(order);
				order.paidTime = (order.paidTime ?? 0) - 4 * DAY_SECONDS;
				break;
			default:
				this.outbound(order);
				order.damage = (view) => {
					view.line_items = 'broken';
				};
		}
		return id;
	}

	/** The buyer has canceled it two hours ago. */
	private cancelled(order: Order): void {
		order.status = 'CANCELLED';
		order.updateTime -= 2 * 3_600;
		for (const line of order.lines) line.status = 'CANCELLED';
	}

	/** Orders and exceptions of all shops, as the template reads them. */
	async orders(onError?: 'continueRegularOutput'): Promise<IDataObject[]> {
		const shops = ['US01', 'GB01'].map((key) => ({ shopId: this.sandbox.tiktok.shop(key).id }));
		const { outputs, error } = await runNode(
			new TikTokShop(),
			{
				resource: 'order',
				operation: 'getAll',
				shop: { __rl: true, mode: 'id', value: '={{ $json.shopId }}' },
				returnAll: true,
				lookBackDays: 30,
				filters: { includeCancelRequested: true, status: '', shippingType: '' },
			},
			shops,
			{ credentials: tiktokCredentials(this.sandbox), onError },
		);
		if (error) throw error;
		return anyOutput(outputs);
	}

	async outboundOrders(onError?: 'continueRegularOutput'): Promise<IDataObject[]> {
		const { outputs, error } = await runNode(
			new LingxingOms(),
			{ resource: 'outboundOrder', operation: 'getAll', returnAll: true, lookBackDays: 30 },
			[{}],
			{ credentials: omsCredentials(this.sandbox), onError },
		);
		if (error) throw error;
		return anyOutput(outputs);
	}

	/** The orders, and what SKU Mapping makes of them; it refuses to run without any order. */
	async mapped(orders: IDataObject[]): Promise<IDataObject[]> {
		const { outputs } = await runNode(
			new SkuMapping(),
			{ operation: 'mapOrders', mappingSource: 'mappingInput' },
			orders,
			{ second: DEMO_MAPPING.map((row) => ({ ...row })), onError: 'continueErrorOutput' },
		);
		return [...orders, ...outputs.slice(0, 2).flat()];
	}
}

/** With Always Output Data, as in the template. */
function anyOutput(outputs: IDataObject[][]): IDataObject[] {
	const items = outputs.flat();
	return items.length > 0 ? items : [{}];
}

export async function compare(
	orders: IDataObject[],
	outbound: IDataObject[],
	desk: IDataObject[] = [{}],
	parameters: object = {},
): Promise<NodeRun> {
	return await runNode(
		new TikTokShop(),
		{ resource: 'audit', operation: 'compare', ...parameters } as never,
		orders,
		{ second: outbound, third: desk },
	);
}
