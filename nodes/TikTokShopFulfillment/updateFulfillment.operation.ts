import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import { orderException, type OrderException } from '../shared/exceptions';
import { asNodeError, exceptionItem, failedItem } from '../shared/router';
import { chosenShop, connectionOf } from '../TikTokShop/actions/context';
import { providersOf } from '../TikTokShop/shops/providers';
import { authorizedShops, shopLabel, type Shop } from '../TikTokShop/shops/shops';
import type { Connection } from '../TikTokShop/transport/connection';
import { findOrders, type FoundOrder } from './findOrders';
import {
	carrierNotPaired,
	pairedProvider,
	resolveProvider,
	type ShippingProvider,
} from './pairing';
import { pairingOf } from './pairingRows';
import type { Pairing } from './pairingTable';
import { sendTracking, type Sent } from './send';
import { decideShipment } from './shipment';
import { shipmentReader, type ShipmentFields } from './shipmentFields';
import { cleanTrackingNumber } from './trackingNumber';

interface Options {
	preview?: boolean;
	shipCancelRequested?: boolean;
}

type Result = { fulfillment: IDataObject } | { exception: OrderException };

/** Every item leaves by one output: Updated, or Exceptions with the reason. Orders are read fifty a call. */
export async function execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	const items = this.getInputData();
	const connection = await connectionOf(this);
	const update = new Update(this, connection, await shopsToSearch(this, connection));
	const shipments = items.map((_, itemIndex) => update.shipmentOf(itemIndex));
	await update.find(shipments);
	const updated: INodeExecutionData[] = [];
	const exceptions: INodeExecutionData[] = [];
	for (let itemIndex = 0; itemIndex < items.length; itemIndex++) {
		const item = items[itemIndex];
		try {
			const result = await update.send(shipments[itemIndex]);
			if ('exception' in result) {
				exceptions.push(exceptionItem(item.json, result.exception, itemIndex));
			} else {
				updated.push({ json: { ...item.json, ...result }, pairedItem: { item: itemIndex } });
			}
		} catch (failure) {
			const error = asNodeError(this, failure, itemIndex);
			if (!this.continueOnFail()) throw error;
			exceptions.push(failedItem(this, item, error, itemIndex));
		}
	}
	return [updated, exceptions];
}

async function shopsToSearch(context: IExecuteFunctions, connection: Connection): Promise<Shop[]> {
	if (context.getNodeParameter('shopSource', 0, 'order') === 'shop') {
		return [(await chosenShop(context, 0)).shop];
	}
	return await authorizedShops(connection);
}

/** Update Fulfillment for the items of one execution. */
class Update {
	readonly shipmentOf: (itemIndex: number) => ShipmentFields;
	private readonly pairing: Pairing;
	private readonly options: Options;
	private readonly providers = new Map<string, Promise<ShippingProvider[]>>();
	private found = new Map<string, FoundOrder>();

	constructor(
		context: IExecuteFunctions,
		private readonly connection: Connection,
		private readonly shops: readonly Shop[],
	) {
		this.pairing = pairingOf(context);
		this.shipmentOf = shipmentReader(context);
		this.options = context.getNodeParameter('options', 0, {}) as Options;
	}

	async find(shipments: readonly ShipmentFields[]): Promise<void> {
		this.found = await findOrders(this.connection, this.shops, shipments);
	}

	async send(shipment: ShipmentFields): Promise<Result> {
		const { orderId, trackingNumber, carrier } = shipment;
		const found = this.found.get(orderId);
		if (!found) return { exception: this.notFound(orderId) };
		const allow = { allowCancelRequested: this.options.shipCancelRequested === true };
		// Whether there is anything to do does not depend on the pairing.
		const wanted = { trackingNumber: cleanTrackingNumber(trackingNumber), providerId: '' };
		const decision = decideShipment(found.order, found.shop.region, wanted, allow);
		if (decision.kind === 'exception') return { exception: decision.exception };
		if (decision.kind === 'done') return this.done(found, trackingNumber, {});
		const chosen = await this.providerOf(found, carrier);
		if ('exception' in chosen) return chosen;
		const { provider } = chosen;
		if (this.options.preview) {
			return this.done(found, trackingNumber, { call: decision.call }, provider, true);
		}
		const sent = await sendTracking(this.connection, found, trackingNumber, provider, allow);
		if ('exception' in sent) return sent;
		this.remember(found, wanted.trackingNumber);
		return this.done(found, trackingNumber, sent, provider);
	}

	/** The same order may come again among the items. */
	private remember(found: FoundOrder, trackingNumber: string): void {
		const order = {
			...found.order,
			status: 'AWAITING_COLLECTION',
			tracking_number: trackingNumber,
		};
		this.found.set(order.id, { ...found, order });
	}

	private async providerOf(
		{ order, shop }: FoundOrder,
		carrier: string,
	): Promise<{ provider: ShippingProvider } | { exception: OrderException }> {
		const allowed = await this.allowedProviders(shop, order.delivery_option_id ?? '');
		const paired = pairedProvider(this.pairing, shop, carrier);
		if (paired === undefined) {
			return { exception: carrierNotPaired(order.id, shop, carrier, allowed) };
		}
		return resolveProvider(order.id, carrier, paired, allowed);
	}

	/** Providers of a delivery option, asked for once. */
	private async allowedProviders(shop: Shop, optionId: string): Promise<ShippingProvider[]> {
		const key = `${shop.id}:${optionId}`;
		const asked = this.providers.get(key) ?? providersOf(this.connection, shop, optionId);
		this.providers.set(key, asked);
		return await asked;
	}

	private notFound(orderId: string): OrderException {
		const where = this.shops.map(shopLabel).join(', ');
		const message = orderId
			? `Order ${orderId} is in none of the shops looked at: ${where}.`
			: 'This outbound order names no TikTok Shop order.';
		return orderException('ORDER_NOT_FOUND', message, { orderId });
	}

	private done(
		{ order, shop }: FoundOrder,
		trackingNumber: string,
		sent: Exclude<Sent, { exception: OrderException }>,
		provider?: ShippingProvider,
		preview = false,
	): Result {
		return {
			fulfillment: {
				orderId: order.id,
				shopId: shop.id,
				shopCode: shop.code,
				trackingNumber: cleanTrackingNumber(trackingNumber),
				...(provider ? { shippingProviderId: provider.id, shippingProvider: provider.name } : {}),
				sent: sent.call !== undefined && !preview,
				...(sent.call ? { call: sent.call.kind } : {}),
				...(sent.packageId ? { packageId: sent.packageId } : {}),
				...(sent.warning ? { warning: sent.warning } : {}),
				...(preview ? { preview } : {}),
			},
		};
	}
}
