import type { Sandbox } from '../sandbox';

/** Everything in a sandbox that must not be in a report, by what it is. */
export function privateTexts({
	tiktok,
	oms,
	credentials,
}: Sandbox): Array<[what: string, text: string]> {
	const orders = [...tiktok.orders.values()];
	const addresses = orders.flatMap(({ address }) => [
		address.name,
		address.phone,
		address.line1,
		address.line2,
		address.postalCode,
		...address.name.split(' '),
	]);
	const outbound = [...oms.outbound.values()];
	const all: Array<[string, string[]]> = [
		['app key', [credentials.tiktok.appKey, credentials.oms.appKey]],
		['secret', [credentials.tiktok.appSecret, credentials.oms.appSecret]],
		['code or token', [...tiktok.tokens.everIssued]],
		['shop', tiktok.shops.flatMap(({ id, code, name, cipher }) => [id, code, name, cipher])],
		['order', orders.flatMap(({ id, lines }) => [id, ...lines.map((line) => line.id)])],
		['recipient', addresses],
		['buyer', orders.map(({ buyerUserId }) => buyerUserId)],
		['message', orders.map(({ buyerMessage }) => buyerMessage)],
		['SKU', orders.flatMap(({ lines }) => lines.map(({ sellerSku }) => sellerSku))],
		['outbound order', outbound.flatMap((each) => [each.outboundOrderNo, each.thirdOrderNo])],
		['tracking number', outbound.map(({ trackNo }) => trackNo)],
		['receiver', outbound.flatMap(({ given }) => [given.receiver, given.addressOne])],
	];
	return all.flatMap(([what, texts]) =>
		texts.filter((text) => text.length >= 4).map((text): [string, string] => [what, text]),
	);
}
