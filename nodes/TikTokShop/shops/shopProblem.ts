import { orderException, type OrderException } from '../../shared/exceptions';
import type { OrderShop } from '../../shared/orderItem';
import {
	AUTHORIZE_THE_SITE,
	authorizedShopsText,
	isShop,
	notAuthorizedMessage,
	shopLabel,
	unexpectedMessage,
	type AuthorizedShops,
	type PartitionedShops,
	type Expected,
	type Shop,
	type UnreadableShop,
} from './shops';
import { TikTokShopError } from '../transport/connection';

/** Why the orders of one shop are not read, while those of the other shops are. */
export interface ShopProblem {
	shop: OrderShop;
	exception: OrderException;
	/** It may be over in a moment, so people hear of it only when it lasts. */
	temporary: boolean;
	/** Tells one problem from another: its code and its words without request IDs. */
	digest: string;
}

const MAX_DIGEST_LENGTH = 120;
/** Request and log IDs differ at every answer. */
const ID_IN_TEXT = /[0-9a-f]{12,}/gi;

/** The same problem has the same digest at every poll. */
function problemOf(
	shop: OrderShop,
	exception: OrderException,
	words: string,
	temporary = false,
): ShopProblem {
	const digest = `${exception.code} ${words.slice(0, 1_000).replace(ID_IN_TEXT, '')}`;
	return { shop, exception, temporary, digest: digest.slice(0, MAX_DIGEST_LENGTH) };
}

/** Why reading a shop's orders failed: an outage, or an answer that is about this shop. */
export function readingProblem(shop: OrderShop, failure: unknown): ShopProblem {
	const { message, description } = failure as Error & { description?: string | null };
	const apiError = failure instanceof TikTokShopError ? failure.apiError : undefined;
	const temporary = failure instanceof TikTokShopError && failure.temporary;
	const told = `The orders of ${shopLabel(shop)} are not read: ${message}`;
	const details = apiError ? { code: apiError.code, status: apiError.status } : {};
	if (temporary) {
		const hint =
			'Nothing needs to be changed; its orders follow by themselves. If it lasts, look at the state of the shop in Seller Center.';
		const exception = orderException('TIKTOK_SHOP_UNAVAILABLE', told, details, hint);
		return problemOf(shop, exception, '', true);
	}
	const hint = description ? `${description} The other shops go on meanwhile.` : undefined;
	const exception = orderException('SHOP_REFUSED', told, details, hint);
	return problemOf(shop, exception, apiError ? `${apiError.code} ${apiError.message}` : message);
}

/** Whether two failures say the same: then it is no matter of one shop. */
export function haveCommonProblem(problems: readonly ShopProblem[]): boolean {
	return (
		problems.every(({ temporary }) => temporary) ||
		new Set(problems.map(({ digest }) => digest)).size === 1
	);
}

/**
 * Shops that should be read and cannot be chosen at all: chosen ones that are not authorised, shops of another kind than
 * expected, and, where none is chosen, shops that were read before and have left the authorisation (B15, B6).
 *
 * @param known  shops that were read before
 */
export function choiceProblems(
	{ shops, unreadable }: AuthorizedShops,
	{ missing, unexpected }: PartitionedShops,
	expected: Expected,
	known: readonly OrderShop[],
): ShopProblem[] {
	const isThere = (id: string) =>
		shops.some((shop) => isShop(shop, id)) || unreadable.some(({ shop }) => isShop(shop, id));
	const wanted = (shop: OrderShop) =>
		expected.shops.length === 0 || expected.shops.some((id) => isShop(shop, id));
	const left =
		expected.shops.length > 0
			? missing
					.filter((id) => !isThere(id))
					.map((id) => known.find((shop) => isShop(shop, id)) ?? unknownShop(id))
			: known.filter(({ id }) => !isThere(id));
	return [
		...left.map((shop) => problemOf(shop, notAuthorizedException(shop, shops), '')),
		...unexpected.map((shop) => {
			const message = `${unexpectedMessage(shop, expected)} Its orders are not read. ${authorizedShopsText(shops, expected.site)}`;
			const { region, sellerType } = shop;
			const details = { region, sellerType };
			const exception = orderException('SHOP_REFUSED', message, details, AUTHORIZE_THE_SITE);
			return problemOf(shop, exception, `${region} ${sellerType}`);
		}),
		...unreadable
			.filter(({ shop }) => wanted(shop))
			.map(({ shop, problem }) => {
				const named = { ...shop, id: shop.id || shop.code || problem };
				return problemOf(named, unreadableShopException({ shop, problem }), problem);
			}),
	];
}

/** The exception of a shop that is not among the authorised ones. */
export function notAuthorizedException(
	shop: OrderShop,
	authorized: readonly Shop[],
): OrderException {
	const name = [shopLabel(shop), shop.code || shop.id].filter(Boolean).join(' · ');
	const message = notAuthorizedMessage(name, authorized);
	return orderException('SHOP_NOT_AUTHORIZED', message, { shopId: shop.id });
}

/** The exception of a shop that is listed without what calls need. */
export function unreadableShopException({ shop, problem }: UnreadableShop): OrderException {
	const name = shopLabel(shop) || shop.code || shop.id || 'A shop';
	const message = `${name} cannot be read: TikTok Shop's list of authorised shops is not as its API describes (${problem}).`;
	return orderException('SHOP_REFUSED', message, { problem });
}

/** A shop of which only its ID or code is known. */
export function unknownShop(idOrCode: string): OrderShop {
	return { id: idOrCode, code: idOrCode, name: '', region: '', sellerType: '' };
}
