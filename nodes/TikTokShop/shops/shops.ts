import { NodeOperationError, type INode } from 'n8n-workflow';

import { exactNumberProblem } from '../../shared/exactNumber';
import type { OrderShop } from '../../shared/orderItem';
import type { Connection } from '../transport/connection';
import { arrayIn } from '../transport/listIn';

/** An authorized shop; calls name it by its cipher (TikTok Shop API §4.1). */
export interface Shop extends OrderShop {
	cipher: string;
}

/** The shop of an order item. It has no cipher, because the cipher is a secret. */
export function toOrderShop({ id, code, name, region, sellerType }: Shop): OrderShop {
	return { id, code, name, region, sellerType };
}

const SELLER_TYPES = new Map([
	['LOCAL', 'Local'],
	['CROSS_BORDER', 'Cross-Border'],
]);

/** The rows of Get Authorized Shops. */
export interface AuthorizedShops {
	shops: Shop[];
	/** Rows without ID or cipher; the other shops are not affected. */
	unreadable: UnreadableShop[];
}

export interface UnreadableShop {
	shop: OrderShop;
	/** End of a sentence. */
	problem: string;
}

const shopsByConnection = new WeakMap<Connection, Promise<AuthorizedShops>>();

/** The authorized shops (Get Authorized Shops), read once per connection. */
export async function authorizedShops(connection: Connection): Promise<Shop[]> {
	return (await listAuthorizedShops(connection)).shops;
}

/** The same with the unreadable rows. */
export async function listAuthorizedShops(connection: Connection): Promise<AuthorizedShops> {
	const list = shopsByConnection.get(connection) ?? readShops(connection);
	shopsByConnection.set(connection, list);
	list.catch(() => shopsByConnection.delete(connection));
	return await list;
}

async function readShops(connection: Connection): Promise<AuthorizedShops> {
	const data = await connection.read<unknown>({
		method: 'GET',
		path: '/authorization/202309/shops',
	});
	return readShopRows(arrayIn(data, 'shops'));
}

/** Characters that can be part of a URL; ciphers have no others. */
const PRINTABLE_ASCII = /^[\x21-\x7e]+$/;

/**
 * Reads the rows of Get Authorized Shops (TikTok Shop API §4.1). A row without ID or cipher is unreadable, as is one whose ID or code
 * has lost digits; a shop that is listed twice counts once.
 */
export function readShopRows(rows: readonly unknown[]): AuthorizedShops {
	const shops = new Map<string, Shop>();
	const unreadable: UnreadableShop[] = [];
	for (const [index, row] of rows.entries()) {
		const fields = (typeof row === 'object' && row !== null ? row : {}) as Record<string, unknown>;
		const [id, code, name, region, sellerType, cipher] = [
			'id',
			'code',
			'name',
			'region',
			'seller_type',
			'cipher',
		].map((field) => textOf(fields[field]));
		const shop = { id, code, name, region, sellerType };
		const missing = [!id && 'ID', !PRINTABLE_ASCII.test(cipher) && 'cipher']
			.filter(Boolean)
			.join(' and no ');
		const inexact = exactNumberProblem('its ID', id) ?? exactNumberProblem('its shop code', code);
		if (missing) unreadable.push({ shop, problem: `row ${index + 1} has no ${missing}` });
		else if (inexact)
			unreadable.push({ shop, problem: `row ${index + 1}: ${inexact.replace(/\.$/, '')}` });
		else if (!shops.has(id)) shops.set(id, { ...shop, cipher });
	}
	return { shops: [...shops.values()], unreadable };
}

/** A number is accepted only if no digit can be lost. */
function textOf(value: unknown): string {
	if (typeof value === 'string') return value;
	return Number.isSafeInteger(value) ? String(value) : '';
}

/** "My Shop · US · Local". */
export function shopLabel({ name, region, sellerType }: OrderShop): string {
	return [name, region, SELLER_TYPES.get(sellerType) ?? sellerType].filter(Boolean).join(' · ');
}

/** The shops that the user has chosen and expects; empty fields match every shop. */
export interface Expected {
	/** IDs or codes of the chosen shops; empty = all authorized shops. */
	shops: readonly string[];
	region?: string;
	sellerType?: string;
	/** Site in the credential, `US` or `GLOBAL`. */
	site?: string;
}

export interface PartitionedShops {
	/** Chosen shops of the expected region and seller type. */
	chosen: Shop[];
	/** Chosen IDs or codes that are not authorized. */
	missing: string[];
	/** Chosen shops of another region or seller type. */
	unexpected: Shop[];
}

/** Splits the authorized shops by what the user has chosen and expects (B6, B15). */
export function partitionShops(
	authorized: readonly Shop[],
	{ shops: wanted, region, sellerType }: Expected,
): PartitionedShops {
	const all =
		wanted.length > 0
			? authorized.filter((shop) => wanted.some((id) => isShop(shop, id)))
			: [...authorized];
	const isExpected = (shop: Shop) =>
		(!region || shop.region === region) && (!sellerType || shop.sellerType === sellerType);
	return {
		chosen: all.filter(isExpected),
		missing: wanted.filter((id) => !authorized.some((shop) => isShop(shop, id))),
		unexpected: all.filter((shop) => !isExpected(shop)),
	};
}

/** Hint for a shop that is not authorized. */
const CHOOSE_ANOTHER_SHOP =
	'Choose one of these shops in the node, or authorise again with the main account of the shop you want and check "target shop" on the TikTok Shop page.';

/** Hint for a shop of another region or seller type. */
export const AUTHORIZE_THE_SITE =
	'Authorise the site that fits the store type (My Account > Seller Profile > Seller Type on TikTok Shop), or change what the node expects.';

/** Names the missing shop and the authorized shops. */
export function notAuthorizedMessage(
	idOrCode: string,
	authorized: readonly Shop[],
	site?: string,
): string {
	const what = idOrCode
		? `Shop ${idOrCode} does not belong to this authorisation.`
		: 'No shop is named.';
	return `${what} ${authorizedShopsText(authorized, site)}`;
}

export function unexpectedMessage(shop: Shop, { region, sellerType }: Expected): string {
	const expected = [region, sellerType && (SELLER_TYPES.get(sellerType) ?? sellerType)];
	return `Shop ${shopLabel(shop)} is not of the expected kind (${expected.filter(Boolean).join(', ')}).`;
}

/** Names the authorized shops, and the site of the credential if it is known. */
export function authorizedShopsText(authorized: readonly Shop[], site?: string): string {
	const list = authorized.map((shop) => `${shopLabel(shop)} (${shop.code}, ID ${shop.id})`);
	const shops = list.length > 0 ? `Authorised are: ${list.join('; ')}.` : 'No shop is authorised.';
	return site ? `${shops} The credential is for the site ${SITES.get(site) ?? site}.` : shops;
}

const SITES = new Map([
	['US', 'US'],
	['GLOBAL', 'Global'],
]);

/**
 * Why the site of the credential fits none of the authorized shops: US is for local US shops, Global for all others. Undefined if
 * one of them fits, or no site is known.
 */
export function siteProblem(
	site: string | undefined,
	authorized: readonly Shop[],
): string | undefined {
	const isOfUs = ({ region, sellerType }: Shop) => region === 'US' && sellerType !== 'CROSS_BORDER';
	if (!site || !SITES.has(site)) return undefined;
	if (authorized.some((shop) => isOfUs(shop) === (site === 'US'))) return undefined;
	return `No shop of this site is authorised. ${authorizedShopsText(authorized, site)}`;
}

/**
 * The chosen shops. Without this check, an OMS pulls the orders of a wrong shop (B6, B15).
 *
 * @throws NodeOperationError that names the authorized shops, if a chosen shop is not authorized or not as expected
 */
export function chooseShops(
	authorized: readonly Shop[],
	expected: Expected,
	node: INode,
	itemIndex?: number,
): Shop[] {
	const toError = (message: string, description: string) =>
		new NodeOperationError(node, message, { description, itemIndex });
	const { chosen, missing, unexpected } = partitionShops(authorized, expected);
	if (missing.length > 0) {
		throw toError(
			notAuthorizedMessage(missing.join(', '), authorized, expected.site),
			CHOOSE_ANOTHER_SHOP,
		);
	}
	if (authorized.length === 0) {
		throw toError(authorizedShopsText(authorized, expected.site), CHOOSE_ANOTHER_SHOP);
	}
	if (unexpected.length > 0) {
		const [other] = unexpected;
		const message = `${unexpectedMessage(other, expected)} ${authorizedShopsText(authorized, expected.site)}`;
		throw toError(message, AUTHORIZE_THE_SITE);
	}
	return chosen;
}

/** Whether a shop is the one with this ID or code. */
export function isShop(shop: OrderShop, idOrCode: string): boolean {
	return shop.id === idOrCode || shop.code === idOrCode;
}
