import type { Address, Order } from './types';

const mask = (text: string): string => (text ? `${text[0]}${'*'.repeat(5)}` : '');

/**
 * How much of the recipient an order shows.
 *
 * UNPAID and ON_HOLD: nothing (contract §4.4). Cancelled US orders and orders fulfilled by TikTok: asterisks. Outside the
 * US, orders shipped by TikTok hide name and phone (contract §7, masked address).
 */
export function visibleAddress(order: Order): 'none' | 'clear' | 'masked' | 'contactMasked' {
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

/** `recipient_address` as Get Order Detail and the search give it (contract §4.3). */
export function recipientView(order: Order): object | undefined {
	const visible = visibleAddress(order);
	if (visible === 'none') return undefined;
	const address =
		visible === 'clear' ? order.address : maskedAddress(order.address, visible === 'masked');
	return addressView(address);
}

export function addressView(address: Address): object {
	const [firstName, ...others] = address.name.split(' ');
	const levels = [
		['L0', 'Country', address.country, address.regionCode],
		[
			'L1',
			address.regionCode === 'GB' ? 'Country/Region' : 'State',
			address.state,
			address.stateIso,
		],
		['L3', 'City', address.city, ''],
	];
	return {
		name: address.name,
		first_name: firstName,
		last_name: others.join(' '),
		phone_number: address.phone,
		full_address: [address.country, address.state, address.city, address.line1, address.line2]
			.filter(Boolean)
			.join(', '),
		address_detail: [address.line1, address.line2].filter(Boolean).join(' '),
		address_line1: address.line1,
		address_line2: address.line2,
		address_line3: '',
		address_line4: '',
		postal_code: address.postalCode,
		region_code: address.regionCode,
		...(address.regionCode === 'GB' ? { post_town: address.city } : {}),
		district_info: levels
			.filter(([, , name]) => name !== '')
			.map(([level, levelName, name, iso]) => ({
				address_level: level,
				address_level_name: levelName,
				address_name: name,
				iso_code: iso,
			})),
	};
}
