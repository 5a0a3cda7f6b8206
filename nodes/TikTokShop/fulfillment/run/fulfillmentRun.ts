import { isDryRun } from '../../../shared/toolRun';
import { groupBy, isEqual, uniqBy } from 'lodash';
import type { IExecuteFunctions } from 'n8n-workflow';

import { orderException, type OrderException } from '../../../shared/exceptions';
import { chosenShop, connectionOf } from '../../actions/context';
import type { ApiOrder } from '../../orders/apiOrder';
import { orderDetails } from '../../orders/details';
import { unreadableOrderException } from '../../orders/unreadable';
import { keptShops } from '../../shops/kept';
import { shopLabel, type Shop } from '../../shops/shops';
import type { Connection, TikTokShopError } from '../../transport/connection';
import { AllowedProviders, onceFor } from './allowedProviders';
import { shopException } from './failureScope';
import { findOrders, type FoundOrder, type FoundOrders } from './findOrders';
import { overlayShipped } from './orderLocks';
import { parcelsByNumber } from '../parcels/outboundShipment';
import {
	carrierNotPairedException,
	pairedProvider,
	pairingRowException,
	resolveProvider,
	unusablePairingRows,
	type ShippingProvider,
} from '../pairing/pairing';
import { pairingOf } from '../pairing/pairingRows';
import type { Pairing } from '../pairing/pairingTable';
import { onlyItsStoreIsUnknown, passedByReason } from '../decide/passedBy';
import { orderIdsIn, packageDetail } from '../../packages/packageCalls';
import { shipmentReader, type ShipmentFields } from './shipmentFields';
import { storeNamesOfOurShops } from './ownStoreNames';
import { cleanTrackingNumber } from '../../orders/trackingNumber';

export interface FulfillmentOptions {
	preview?: boolean;
	shipCancelRequested?: boolean;
	parcelsThatDoNotAddUp?: 'exception' | 'mainNumber';
	whenOtherNumber?: 'wait' | 'correct';
	unusableRows?: 'leaveOut' | 'refuseAll';
}

/** The state of one execution: pairing, options, orders read so far, and answers that are asked for once. */
export class FulfillmentRun {
	readonly shipments: readonly ShipmentFields[];
	readonly options: FulfillmentOptions;
	private readonly byOrder: Record<string, ShipmentFields[]>;
	private readonly pairing: Pairing;
	private readonly once = onceFor();
	private readonly providers: AllowedProviders;
	private found: FoundOrders['found'] = new Map();
	private unreadable: FoundOrders['unreadable'] = new Map();
	private failedShops: FoundOrders['failed'] = new Map();
	/** Why items are passed by, by position. */
	private passedBy: ReadonlyArray<string | undefined>;
	/** Epoch ms at which an order was read; those of the beginning at `openedAt`. */
	private readonly readAt = new Map<string, number>();
	private readonly openedAt = Date.now();
	/** IDs of shops. */
	private readonly conflicts = new Set<string>();

	private constructor(
		context: IExecuteFunctions,
		readonly connection: Connection,
		private readonly shops: readonly Shop[],
	) {
		this.providers = new AllowedProviders(connection);
		const options = context.getNodeParameter('options', 0, {}) as FulfillmentOptions;
		this.options = isDryRun(context) ? { ...options, preview: true } : options;
		this.pairing = pairingOf(context, this.options.unusableRows === 'refuseAll');
		const shipmentOf = shipmentReader(context);
		this.shipments = context.getInputData().map((_, itemIndex) => shipmentOf(itemIndex));
		const isFromItem = context.getNodeParameter('shipmentSource', 0, 'item') === 'item';
		this.passedBy = this.shipments.map((shipment) =>
			isFromItem ? passedByReason(shipment, shops) : undefined,
		);
		this.byOrder = groupBy(this.shipments, ({ orderId }) => orderId);
	}

	/** Reads the orders of all items, fifty a call. */
	static async open(context: IExecuteFunctions): Promise<FulfillmentRun> {
		const connection = await connectionOf(context);
		const one = context.getNodeParameter('shopSource', 0, 'order') === 'shop';
		if (one) {
			const { shop } = await chosenShop(context, 0);
			return await FulfillmentRun.read(context, connection, [shop]);
		}
		const { shops: kept } = await keptShops(connection);
		const run = await FulfillmentRun.read(context, connection, kept);
		if (!run.missesShop()) return run;
		// Where the list cannot be read, what was found goes on.
		const { shops } = await keptShops(connection, () => false).catch(() => ({ shops: kept }));
		return isEqual(shops, kept) ? run : await FulfillmentRun.read(context, connection, shops);
	}

	private static async read(
		context: IExecuteFunctions,
		connection: Connection,
		shops: readonly Shop[],
	): Promise<FulfillmentRun> {
		const run = new FulfillmentRun(context, connection, shops);
		await run.recognizeStoreNames();
		const sought = run.shipments.filter((_, itemIndex) => !run.passedByReason(itemIndex));
		const { found, unreadable, failed } = await findOrders(connection, shops, sought);
		run.found = found;
		run.unreadable = unreadable;
		run.failedShops = failed;
		return run;
	}

	/** Whether a shop that is not in the list, or no longer as it says, may have an order that is not found. */
	private missesShop(): boolean {
		const { shipments, passedBy, shops, found, failedShops } = this;
		return (
			failedShops.size > 0 ||
			shipments.some((shipment, itemIndex) =>
				passedBy[itemIndex]
					? onlyItsStoreIsUnknown(shipment, shops)
					: shipment.orderId !== '' && !found.has(shipment.orderId),
			)
		);
	}

	/** A shop of ours may have a name of its own in the OMS. */
	private async recognizeStoreNames(): Promise<void> {
		const { connection, shops, shipments } = this;
		const unknown = shipments.filter(
			(shipment, itemIndex) => this.passedBy[itemIndex] && onlyItsStoreIsUnknown(shipment, shops),
		);
		const ours = await storeNamesOfOurShops(connection, shops, unknown);
		this.passedBy = this.passedBy.map((reason, itemIndex) => {
			const shipment = shipments[itemIndex];
			const isOurs = ours.has(shipment.storeCode) && unknown.includes(shipment);
			return isOurs ? undefined : reason;
		});
	}

	orderOf(orderId: string): FoundOrder | undefined {
		return this.found.get(orderId);
	}

	/** The same order may come again among the items. */
	remember(shop: Shop, order: ApiOrder, readAt = Date.now()): void {
		this.found.set(order.id, { shop, order });
		this.readAt.set(order.id, readAt);
	}

	/** Epoch ms at which an order was read last, or written to. */
	readAtOf(orderId: string): number {
		return this.readAt.get(orderId) ?? this.openedAt;
	}

	/**
	 * Another process has shipped an order of this shop before this one, or TikTok Shop fails for one: the queue continues elsewhere in its
	 * list, to meet the other process no more, or to find out whether other orders fail too.
	 */
	noteConflict(shop: Shop): void {
		this.conflicts.add(shop.id);
	}

	/** Returns and clears the conflict flag. */
	takeConflict(shop: Shop): boolean {
		return this.conflicts.delete(shop.id);
	}

	/** The order as read, plus lines that this process has shipped since. Call with the order lock held. */
	withShipped({ order: { id }, shop }: FoundOrder): FoundOrder {
		const { order } = this.found.get(id) as FoundOrder;
		return { shop, order: overlayShipped(this.lockKey(id), order, this.readAtOf(id)) };
	}

	/** Key of the lock of an order. */
	lockKey(orderId: string): string {
		return `${this.connection.account} ${orderId}`;
	}

	/** Reads orders again that others may have changed. */
	async refresh(shop: Shop, orderIds: readonly string[]): Promise<void> {
		const known = orderIds.filter((id) => this.found.has(id));
		const readAt = Date.now();
		const { orders } = await orderDetails(this.connection, shop.cipher, known);
		for (const order of orders) this.remember(shop, order, readAt);
	}

	/** Shipments of the same order by other outbound orders, each once. */
	otherShipmentsOf(shipment: ShipmentFields): ShipmentFields[] {
		const own = outboundKey(shipment);
		const others = (this.byOrder[shipment.orderId] ?? []).filter((other) => {
			return outboundKey(other) !== own && !other.lineItemIds && parcelsByNumber(other).length > 0;
		});
		return uniqBy(others, outboundKey);
	}

	/** Number of orders in this run. */
	get orderCount(): number {
		const orders = this.shipments.filter(
			({ exception }, itemIndex) => !exception && !this.passedBy[itemIndex],
		);
		return uniqBy(orders, ({ orderId }) => orderId).length;
	}

	/** The only tracking number of an order in this run; undefined if there is none, or several. */
	onlyTrackingNumberOf(orderId: string): string | undefined {
		const numbers = (this.byOrder[orderId] ?? [])
			.map(({ trackingNumber }) => cleanTrackingNumber(trackingNumber))
			.filter(Boolean);
		return new Set(numbers).size === 1 ? numbers[0] : undefined;
	}

	/**
	 * The shipping provider paired with a carrier, among those of the order's own delivery option and route, or of the shop where
	 * the order names no delivery option.
	 */
	async providerOf(
		{ order, shop }: FoundOrder,
		carrier: string,
	): Promise<{ provider: ShippingProvider } | { exception: OrderException }> {
		const allowed = await this.providers.of(shop, order);
		const paired = pairedProvider(this.pairing, shop, carrier);
		if (paired === undefined) {
			const unusable = unusablePairingRows(this.pairing, shop, carrier);
			if (unusable.length > 0) {
				return { exception: pairingRowException(order.id, shop, carrier, unusable) };
			}
			return { exception: carrierNotPairedException(order.id, shop, carrier, allowed) };
		}
		const isSure = Boolean(order.delivery_option_id);
		const resolved = resolveProvider(order.id, carrier, paired, allowed, isSure);
		if ('provider' in resolved) return resolved;
		// A provider that is new is not in a list of some minutes ago.
		const now = await this.providers.of(shop, order, true);
		return resolveProvider(order.id, carrier, paired, now, isSure);
	}

	/** Orders in a package. */
	async ordersIn(shop: Shop, packageId: string): Promise<string[]> {
		return await this.once(`package ${shop.id} ${packageId}`, async () => {
			return orderIdsIn(await packageDetail(this.connection, shop, packageId));
		});
	}

	/** Why the shipment of an item belongs to none of these shops; undefined if it may. */
	passedByReason(itemIndex: number): string | undefined {
		return this.passedBy[itemIndex];
	}

	/** TikTok Shop refuses every call of this shop. */
	refuse(shop: Shop, failure: TikTokShopError): void {
		this.failedShops.set(shop.id, { shop, failure });
	}

	/** The exception of an order of a shop that is refused; undefined for other shops. */
	shopRefusedException(orderId: string, shop: Shop): OrderException | undefined {
		const failed = this.failedShops.get(shop.id);
		return failed && !failed.failure.temporary
			? shopException(orderId, shop, failed.failure)
			: undefined;
	}

	/** The exception of an item whose order was not found. */
	notFoundException({ orderId, shop }: ShipmentFields): OrderException {
		const unread = this.unreadable.get(orderId);
		if (unread) return unreadableOrderException(unread.fault, unread.shop);
		const failed = [...this.failedShops.values()];
		const itsOwn = failed.find((each) => [each.shop.id, each.shop.code].includes(shop));
		const { shop: asked, failure } = itsOwn ?? failed[0] ?? {};
		if (orderId && asked && failure) {
			return failure.temporary
				? orderException('TIKTOK_SHOP_UNAVAILABLE', failure.message, { orderId })
				: shopException(orderId, asked, failure);
		}
		const where = this.shops.map(shopLabel).join(', ');
		const message = orderId
			? `Order ${orderId} is in none of the shops looked at: ${where}.`
			: 'This outbound order names no TikTok Shop order.';
		return orderException('ORDER_NOT_FOUND', message, { orderId });
	}
}

/** Identifies an outbound order; one without a number by its parcels. */
function outboundKey({ outboundOrderNo, trackingNumber, parcels }: ShipmentFields): string {
	return outboundOrderNo || JSON.stringify([trackingNumber, parcels]);
}
