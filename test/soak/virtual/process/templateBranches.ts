import type { IDataObject, INodeType } from 'n8n-workflow';

import { MARKETS, PAIRING } from '../world/shops';
import type { Desk } from './desk';
import type { TriggerName } from './n8nProcess';
import { withParcels } from './parcels';
import type { Branch } from './workflow';

/** Order statuses that the workflows read. */
export const STATUSES = ['AWAITING_SHIPMENT', 'PARTIALLY_SHIPPING'];

/** What the workflows of the templates do, as branches of nodes of one process. */
export class TemplateBranches {
	/**
	 * @param creator      tells whose outbound order it is
	 * @param mappingJson  the mapping as it is now
	 */
	constructor(
		private readonly creator: string,
		private readonly nodes: Record<'mapping' | 'oms' | 'tiktok' | 'fulfillment', INodeType>,
		private readonly mappingJson: () => string,
	) {}

	/**
	 * What a workflow does with the items of its trigger.
	 *
	 * @param isPolled  the items were read by the trigger, some time ago
	 */
	of(trigger: TriggerName, items: IDataObject[], isPolled: boolean): Branch[] {
		if (trigger === 'shipped') return this.toTikTok(items);
		return trigger === 'changes' ? this.toCancel(items) : this.toWarehouse(items, isPolled);
	}

	/** Orders that wait, by shop and ID. */
	readOrders(orders: ReadonlyMap<string, string>): Branch[] {
		const byShop = new Map<string, string[]>();
		for (const [orderId, shopId] of orders) {
			byShop.set(shopId, [...(byShop.get(shopId) ?? []), orderId]);
		}
		return [...byShop].map(([shopId, orderIds]) => ({
			name: shopId,
			items: [{}],
			steps: [
				{
					type: this.nodes.tiktok,
					parameters: {
						authentication: 'redirectedUrl',
						resource: 'order',
						operation: 'getAll',
						shop: { __rl: true, mode: 'id', value: shopId },
						returnAll: true,
						filters: { orderIds: orderIds.join(','), status: '', includeCancelRequested: true },
					},
				},
			],
		}));
	}

	/** Parcels that wait, by number. */
	readShipped({ parcels }: Desk): Branch[] {
		const items = parcels.map((outboundOrderNo) => ({ outboundOrderNo }));
		const parameters = {
			resource: 'outboundOrder',
			operation: 'get',
			numberType: 'outboundOrderNo',
			number: '={{ $json.outboundOrderNo }}',
		};
		const steps = [{ type: this.nodes.oms, parameters }];
		return items.length > 0 ? [{ name: 'Read again', items, steps }] : [];
	}

	/** As template 14. */
	private toCancel(orders: IDataObject[]): Branch[] {
		const parameters = { resource: 'outboundOrder', operation: 'cancelOfOrder' };
		return [{ name: 'Cancel', items: orders, steps: [{ type: this.nodes.oms, parameters }] }];
	}

	/** As the templates 05 and 04. */
	private toWarehouse(orders: IDataObject[], isPolled: boolean): Branch[] {
		const readAgain = {
			type: this.nodes.tiktok,
			parameters: { authentication: 'redirectedUrl', resource: 'order', operation: 'readAgain' },
		};
		const checkEligibility = {
			type: this.nodes.tiktok,
			parameters: { resource: 'order', operation: 'checkEligibility', orderStatus: STATUSES },
		};
		const mapOrders = {
			type: this.nodes.mapping,
			parameters: { mappingSource: 'json', mappingJson: this.mappingJson() },
		};
		const chooseByRules = {
			type: this.nodes.oms,
			parameters: {
				resource: 'warehouse',
				operation: 'chooseByRules',
				rulesFrom: 'define',
				rules: {
					rows: MARKETS.map(({ region, whCode, channel }) => ({
						country: region,
						warehouse: whCode,
						logisticsChannel: channel,
					})),
				},
			},
		};
		const create = {
			type: this.nodes.oms,
			parameters: {
				resource: 'outboundOrder',
				operation: 'create',
				warehouseFrom: 'order',
				// Tells who made it.
				options: { remark: this.creator, whenDifferent: 'replaceChanged' },
			},
		};
		const steps = [checkEligibility, mapOrders, chooseByRules, create];
		return [{ name: 'Order', items: orders, steps: isPolled ? [readAgain, ...steps] : steps }];
	}

	private toTikTok(outbound: IDataObject[]): Branch[] {
		const parameters = {
			authentication: 'redirectedUrl',
			pairingSource: 'json',
			pairingJson: JSON.stringify(PAIRING),
		};
		const steps = [{ type: this.nodes.fulfillment, parameters }];
		const items = withParcels(outbound, this.mappingJson());
		return [{ name: 'Fulfillment', items, steps }];
	}
}
