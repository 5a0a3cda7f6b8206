import { uniqBy } from 'lodash';

import type { ApiOrder } from '../../orders/apiOrder';
import { keptAnswer, newAnswer } from '../../shops/kept';
import {
	hasRoutes,
	providersOf,
	sellerProvidersOf,
	type Route,
	type ShippingProvider,
} from '../../shops/providers';
import type { Shop } from '../../shops/shops';
import { warehousesOf } from '../../shops/warehouses';
import type { Connection } from '../../transport/connection';

export type Once = <T>(key: string, ask: () => Promise<T>) => Promise<T>;

/** Asks once for each key; after a failure, again. */
export function onceFor(): Once {
	const asked = new Map<string, Promise<unknown>>();
	return async <T>(key: string, ask: () => Promise<T>): Promise<T> => {
		const known = asked.get(key) as Promise<T> | undefined;
		if (known) return await known;
		const answer = ask();
		asked.set(key, answer);
		answer.catch(() => asked.delete(key));
		return await answer;
	};
}

/** The shipping providers that orders accept, as they were some minutes ago where that is enough. */
export class AllowedProviders {
	private readonly once = onceFor();

	constructor(private readonly connection: Connection) {}

	/**
	 * The providers of the order's own delivery option and route, or of the shop where the order names no delivery option.
	 *
	 * @param anew  the list as it is now
	 */
	async of(shop: Shop, order: ApiOrder, anew = false): Promise<ShippingProvider[]> {
		const optionId = order.delivery_option_id ?? '';
		if (!optionId) return await this.ofShop(shop, order, anew);
		const route = hasRoutes(shop) ? await this.routeOf(shop, order) : {};
		const { warehouseRegion, buyerRegion } = route;
		const key = ['providers', shop.id, optionId, warehouseRegion, buyerRegion].join(' ');
		const ask = async () => await providersOf(this.connection, shop, optionId, route);
		return await this.list(key, ask, anew);
	}

	private async ofShop(shop: Shop, order: ApiOrder, anew: boolean): Promise<ShippingProvider[]> {
		const buyerRegion = order.recipient_address?.region_code || shop.region;
		const ask = async () => {
			const offered = await sellerProvidersOf(this.connection, shop, buyerRegion);
			return uniqBy(
				offered.map(({ provider }) => provider),
				({ id }) => id,
			);
		};
		return await this.list(`providers ${shop.id} to ${buyerRegion}`, ask, anew);
	}

	private async routeOf(shop: Shop, order: ApiOrder): Promise<Route> {
		const key = `warehouses ${shop.id}`;
		const ask = async () => await warehousesOf(this.connection, shop);
		const isItsOwn = ({ id }: { id: string }): boolean => id === order.warehouse_id;
		const from =
			(await this.list(key, ask)).find(isItsOwn) ??
			(await this.list(key, ask, true)).find(isItsOwn);
		return {
			warehouseRegion: from?.address?.region_code,
			buyerRegion: order.recipient_address?.region_code,
		};
	}

	/** Neither the kept list nor the new one is asked for twice in an execution. */
	private async list<T>(key: string, ask: () => Promise<T>, anew = false): Promise<T> {
		const { connection } = this;
		const askAnew = async () =>
			await this.once(key, async () => await newAnswer(connection, key, ask));
		if (anew) return await askAnew();
		return await this.once(`kept ${key}`, async () => await keptAnswer(connection, key, askAnew));
	}
}
