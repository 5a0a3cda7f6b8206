import { NodeOperationError, type INode } from 'n8n-workflow';

import type { OrderShop } from '../../shared/orderItem';
import type { Connection } from '../transport/connection';
import { arrayIn } from '../transport/listIn';

/** A shop of the authorisation; the cipher chooses it in calls (TikTok Shop API §4.1). */
export interface Shop extends OrderShop {
	cipher: string;
}

/** A shop as order items carry it: the cipher is a key and stays inside. */
export function toOrderShop({ id, code, name, region, sellerType }: Shop): OrderShop {
	return { id, code, name, region, sellerType };
}

const SELLER_TYPES = new Map([
	['LOCAL', 'Local'],
	['CROSS_BORDER', 'Cross-Border'],
]);

/** What Get Authorized Shops lists, row by row. */
export interface AuthorizedShops {
	shops: Shop[];
	/** Shops that are listed without what calls need; they stop no other shop. */
	unreadable: UnreadableShop[];
}

export interface UnreadableShop {
	shop: OrderShop;
	/** What is wrong with the row, as the end of a sentence. */
	problem: string;
}

const shopsByConnection = new WeakMap<Connection, Promise<AuthorizedShops>>();

/** Shops of the authorisation that can be called (Get Authorized Shops), asked for once per connection. */
export async function authorizedShops(connection: Connection): Promise<Shop[]> {
	return (await listAuthorizedShops(connection)).shops;
}

/** The same with the rows that cannot be used. */
export async function listAuthorizedShops(connection: Connection): Promise<AuthorizedShops> {
	const asked = shopsByConnection.get(connection) ?? readShops(connection);
	shopsByConnection.set(connection, asked);
	asked.catch(() => shopsByConnection.delete(connection));
	return await asked;
}

async function readShops(connection: Connection): Promise<AuthorizedShops> {
	const data = await connection.call<unknown>({
		method: 'GET',
		path: '/authorization/202309/shops',
	});
	return readShopRows(arrayIn(data, 'shops'));
}

/** Ciphers are letters, digits and signs of ASCII; others cannot be part of an address. */
const PRINTABLE_ASCII = /^[\x21-\x7e]+$/;

/**
 * The rows of Get Authorized Shops (TikTok Shop API §4.1), each for itself. A row without ID or cipher cannot be called; a shop
 * that is listed twice counts once.
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
		if (missing) unreadable.push({ shop, problem: `row ${index + 1} has no ${missing}` });
		else if (!shops.has(id)) shops.set(id, { ...shop, cipher });
	}
	return { shops: [...shops.values()], unreadable };
}

/** A text; an ID that came as a number is taken only where no digit can be lost. */
function textOf(value: unknown): string {
	if (typeof value === 'string') return value;
	return Number.isSafeInteger(value) ? String(value) : '';
}

/** A shop as people tell it apart: "My Shop · US · Local". */
export function shopLabel({ name, region, sellerType }: OrderShop): string {
	return [name, region, SELLER_TYPES.get(sellerType) ?? sellerType].filter(Boolean).join(' · ');
}

/** What the user expects of the shops of a node; empty = anything. */
export interface Expected {
	/** IDs or codes of the chosen shops; empty = all of the authorisation. */
	shops: readonly string[];
	region?: string;
	sellerType?: string;
	/** Site that is chosen in the credential, `US` or `GLOBAL`. */
	site?: string;
}

/** The authorised shops as a node's choice divides them. */
export interface PartitionedShops {
	/** Chosen, and of the expected kind. */
	chosen: Shop[];
	/** IDs or codes that are chosen and not authorised. */
	missing: string[];
	/** Chosen, and of another region or seller type than expected. */
	unexpected: Shop[];
}

/** Divides the authorised shops by what the user has chosen and expects (B6, B15). */
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

/** What to do about a shop that is not among the authorised ones. */
export const CHOOSE_ANOTHER_SHOP =
	'Choose one of these shops in the node, or authorise again with the main account of the shop you want and check "target shop" on the TikTok Shop page.';

/** What to do about a shop of another region or seller type. */
export const AUTHORIZE_THE_SITE =
	'Authorise the site that fits the store type (My Account > Seller Profile > Seller Type on TikTok Shop), or change what the node expects.';

/** Says that a shop is not authorised, and which ones are. */
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

/** Says that a shop is of another region or seller type than expected. */
export function unexpectedMessage(shop: Shop, { region, sellerType }: Expected): string {
	const expected = [region, sellerType && (SELLER_TYPES.get(sellerType) ?? sellerType)];
	return `Shop ${shopLabel(shop)} is not of the expected kind (${expected.filter(Boolean).join(', ')}).`;
}

/** Names the authorised shops, and the site of the credential where it is known. */
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
 * Says that the site of the credential does not fit the shops that were authorised: US is for local shops of the US, Global for
 * all others. Undefined where one of them fits, or no site is known.
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
 * The chosen shops among those of the authorisation: OMS systems do not check this and then pull the orders of a wrong
 * shop (B6, B15).
 *
 * @throws NodeOperationError naming what was authorised, when a chosen shop is not among it or is of another kind
 */
export function chooseShops(
	authorized: readonly Shop[],
	expected: Expected,
	node: INode,
	itemIndex?: number,
): Shop[] {
	const refuse = (message: string, description: string) =>
		new NodeOperationError(node, message, { description, itemIndex });
	const { chosen, missing, unexpected } = partitionShops(authorized, expected);
	if (missing.length > 0) {
		throw refuse(
			notAuthorizedMessage(missing.join(', '), authorized, expected.site),
			CHOOSE_ANOTHER_SHOP,
		);
	}
	if (authorized.length === 0) {
		throw refuse(authorizedShopsText(authorized, expected.site), CHOOSE_ANOTHER_SHOP);
	}
	if (unexpected.length > 0) {
		const [other] = unexpected;
		const message = `${unexpectedMessage(other, expected)} ${authorizedShopsText(authorized, expected.site)}`;
		throw refuse(message, AUTHORIZE_THE_SITE);
	}
	return chosen;
}

/** Whether a shop is the one with this ID or code. */
export function isShop(shop: OrderShop, idOrCode: string): boolean {
	return shop.id === idOrCode || shop.code === idOrCode;
}
