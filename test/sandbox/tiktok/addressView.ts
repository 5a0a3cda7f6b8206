import type { Address, AddressLevel, Order } from './types';

const mask = (text: string): string => (text ? `${text[0]}${'*'.repeat(5)}` : '');

/**
 * How much of the recipient an order shows.
 *
 * UNPAID and ON_HOLD: nothing (TikTok Shop API §4.4). Cancelled US orders and orders fulfilled by TikTok: asterisks. Outside the
 * US, orders shipped by TikTok hide name and phone (TikTok Shop API §7, masked address).
 */
function visibleAddress(order: Order): 'none' | 'clear' | 'masked' | 'contactMasked' {
	if (order.status === 'UNPAID' || order.status === 'ON_HOLD') return 'none';
	if (order.masked || order.fulfillmentType === 'FULFILLMENT_BY_TIKTOK') return 'masked';
	if (order.status === 'CANCELLED' && order.shop.region === 'US') return 'masked';
	return order.shippingType === 'TIKTOK' && order.shop.region !== 'US' ? 'contactMasked' : 'clear';
}

function maskedAddress(address: Address, all: boolean): Address {
	const contact = { name: mask(address.name), phone: `(+**)***-***-${address.phone.slice(-2)}` };
	if (!all) return { ...address, ...contact };
	return { ...address, ...contact, line1: mask(address.line1), line2: mask(address.line2) };
}

/** `recipient_address` as Get Order Detail and the search give it (TikTok Shop API §4.3). */
export function recipientView(order: Order): object | undefined {
	const visible = visibleAddress(order);
	if (visible === 'none') return undefined;
	const address =
		visible === 'clear' ? order.address : maskedAddress(order.address, visible === 'masked');
	return addressView(address);
}

/** The levels of `district_info`, with the country before them; a market's own ones, else state and city. */
function levelsOf(address: Address): AddressLevel[] {
	const { regionCode, state, stateIso, city, levels } = address;
	const stateLevel = regionCode === 'GB' ? 'Country/Region' : 'State';
	const below = levels ?? [
		['L1', stateLevel, state, stateIso],
		['L3', 'City', city, ''],
	];
	return [['L0', 'Country', address.country, regionCode], ...below];
}

export function addressView(address: Address): object {
	const [firstName, ...others] = address.name.split(' ');
	const levels = levelsOf(address).filter(([, , place]) => place !== '');
	const { line1, line2, line3 = '', line4 = '', regionCode, city } = address;
	const postTown = address.postTown ?? (regionCode === 'GB' ? city : undefined);
	return {
		name: address.name,
		first_name: firstName,
		last_name: others.join(' '),
		phone_number: address.phone,
		full_address: [...levels.map(([, , place]) => place), line1, line2].filter(Boolean).join(', '),
		address_detail: address.detail ?? [line1, line2, line3, line4].filter(Boolean).join(' '),
		address_line1: line1,
		address_line2: line2,
		address_line3: line3,
		address_line4: line4,
		postal_code: address.postalCode,
		region_code: regionCode,
		...(postTown === undefined ? {} : { post_town: postTown }),
		district_info: levels.map(([address_level, address_level_name, address_name, iso_code]) => ({
			address_level,
			address_level_name,
			address_name,
			// Left out in real answers of some markets (TikTok Shop API §4.3).
			...(iso_code === undefined ? {} : { iso_code }),
		})),
	};
}
