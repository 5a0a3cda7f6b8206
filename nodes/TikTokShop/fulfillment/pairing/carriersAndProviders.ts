import { toText } from '../../../shared/text';
import { pairedProvider, unusablePairingRows } from './pairing';
import type { OptionOffer, PairingFacts, PairingShop } from './pairingFacts';
import { normalizeName, readPairing, type Pairing } from './pairingTable';
import { isUsedBy, usedCarriers, type UsedCarrier } from './usedCarriers';

/** How a carrier stands in a delivery option. */
export type PairingState =
	| 'paired'
	| 'missing'
	| 'missing, not used yet'
	| 'not offered here'
	| 'row cannot be used'
	| 'not in the OMS'
	| 'no carrier of the OMS yet';

/** A line of the table for people. Workflows use these names. */
export interface CarrierLine {
	state: PairingState;
	store_code: string;
	warehouse: string;
	delivery_option: string;
	carrier: string;
	logistics_channels: string;
	shipped_orders: number;
	paired_with: string;
	offered: string;
	/** Empty where there is nothing to do. */
	what_to_do: string;
}

/** Each delivery option with each carrier that parcels of its shop may come with; then the rows whose carrier the OMS does not name. */
export function carriersAndProviders(facts: PairingFacts): CarrierLine[] {
	const { pairing } = readPairing(facts.rows);
	const used = usedCarriers(facts);
	const lines = facts.offers.flatMap((option) => {
		const shop = shopOfOption(option, facts.shops);
		const ofShop = used.filter((carrier) => isUsedBy(carrier, shop));
		if (ofShop.length === 0) return [line(option, 'no carrier of the OMS yet')];
		return ofShop.map((carrier) => lineOfCarrier(option, shop, carrier, pairing));
	});
	return [...lines, ...unknownCarriers(facts, used)];
}

function shopOfOption(
	{ shopId, shopCode }: OptionOffer,
	shops: readonly PairingShop[],
): PairingShop {
	const found = shops.find(({ id }) => id === shopId);
	return found ?? { id: shopId, code: shopCode, name: '', region: '' };
}

function lineOfCarrier(
	option: OptionOffer,
	shop: PairingShop,
	{ carrier, channels, shipped }: UsedCarrier,
	pairing: Pairing,
): CarrierLine {
	const paired = pairedProvider(pairing, shop, carrier);
	const [unusable] = unusablePairingRows(pairing, shop, carrier);
	const shippedOrders = shipped.get(shop.id) ?? 0;
	const more = {
		carrier,
		logistics_channels: channels.join(', '),
		shipped_orders: shippedOrders,
		paired_with: paired ?? '',
	};
	if (unusable) {
		const todo = `${unusable.message} Correct it, or delete it.`;
		return { ...line(option, 'row cannot be used'), ...more, what_to_do: todo };
	}
	if (paired === undefined) {
		const todo = `Pair ${carrier} in the form, for ${option.shopCode} or for all shops, with one of the offered providers.`;
		const state = shippedOrders > 0 ? 'missing' : 'missing, not used yet';
		return { ...line(option, state), ...more, what_to_do: todo };
	}
	if (isAccepted(option, paired)) return { ...line(option, 'paired'), ...more };
	const todo = `The row of ${carrier} says ${paired}; this delivery option needs one of the offered providers.`;
	return { ...line(option, 'not offered here'), ...more, what_to_do: todo };
}

/** Whether a delivery option accepts what a row says: an ID, or the name of one provider and no other. */
export function isAccepted({ providers }: OptionOffer, wanted: string): boolean {
	if (providers.some(({ id }) => id === wanted.trim())) return true;
	return providers.filter(({ name }) => normalizeName(name) === normalizeName(wanted)).length === 1;
}

function unknownCarriers({ rows }: PairingFacts, used: readonly UsedCarrier[]): CarrierLine[] {
	const known = new Set(used.map(({ carrier }) => normalizeName(carrier)));
	return rows.flatMap((row) => {
		const { pairing } = readPairing([row]);
		return [...pairing.providers].flatMap(([storeCode, carriers]) =>
			[...carriers]
				.filter(([carrier]) => !known.has(carrier))
				.map(([key, provider]) => {
					const carrier = toText(row.carrier).trim() || key;
					const none = { shopId: '', warehouse: '', deliveryOption: '', providers: [] };
					return {
						...line({ ...none, shopCode: storeCode }, 'not in the OMS'),
						...{ carrier, paired_with: provider },
						what_to_do: `The OMS names no carrier ${carrier}. Compare the spelling, or delete the row.`,
					};
				}),
		);
	});
}

function line(option: OptionOffer, state: PairingState): CarrierLine {
	return {
		state,
		store_code: option.shopCode,
		warehouse: option.warehouse,
		delivery_option: option.deliveryOption,
		carrier: '',
		logistics_channels: '',
		shipped_orders: 0,
		paired_with: '',
		offered: option.providers.map(({ id, name }) => `${name} (${id})`).join(', '),
		what_to_do: '',
	};
}
