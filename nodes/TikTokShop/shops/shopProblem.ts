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
	/** A temporary problem is reported only if it lasts. */
	temporary: boolean;
	/** Identifies the problem: its code and its text without request IDs. */
	digest: string;
}

const MAX_DIGEST_LENGTH = 120;
/** Request and log IDs, which differ in every answer. */
const ID_IN_TEXT = /[0-9a-f]{12,}/gi;

function problemOf(
	shop: OrderShop,
	exception: OrderException,
	text: string,
	temporary = false,
): ShopProblem {
	const digest = `${exception.code} ${text.slice(0, 1_000).replace(ID_IN_TEXT, '')}`;
	return { shop, exception, temporary, digest: digest.slice(0, MAX_DIGEST_LENGTH) };
}

/** The problem of a shop whose orders could not be read. */
export function readingProblem(shop: OrderShop, failure: unknown): ShopProblem {
	const { message, description } = failure as Error & { description?: string | null };
	const apiError = failure instanceof TikTokShopError ? failure.apiError : undefined;
	const temporary = failure instanceof TikTokShopError && failure.temporary;
	const text = `The orders of ${shopLabel(shop)} are not read: ${message}`;
	const details = apiError ? { code: apiError.code, status: apiError.status } : {};
	if (temporary) {
		const hint =
			'Nothing needs to be changed; its orders follow by themselves. If it lasts, look at the state of the shop in Seller Center.';
		const exception = orderException('TIKTOK_SHOP_UNAVAILABLE', text, details, hint);
		return problemOf(shop, exception, '', true);
	}
	const hint = description ? `${description} The other shops go on meanwhile.` : undefined;
	const exception = orderException('SHOP_REFUSED', text, details, hint);
	return problemOf(shop, exception, apiError ? `${apiError.code} ${apiError.message}` : message);
}

/** Whether all problems are temporary, or all have the same text. Then they concern no single shop. */
export function haveCommonProblem(problems: readonly ShopProblem[]): boolean {
	return (
		problems.every(({ temporary }) => temporary) ||
		new Set(problems.map(({ digest }) => digest)).size === 1
	);
}

/**
 * Problems of shops that should be read but cannot be called: chosen shops without authorization, shops of an unexpected region or
 * seller type, unreadable rows, and, if no shop is chosen, shops that have left the authorization (B15, B6).
 *
 * @param known  shops that were read before
 */
export function choiceProblems(
	{ shops, unreadable }: AuthorizedShops,
	{ missing, unexpected }: PartitionedShops,
	expected: Expected,
	known: readonly OrderShop[],
): ShopProblem[] {
	const isListed = (id: string) =>
		shops.some((shop) => isShop(shop, id)) || unreadable.some(({ shop }) => isShop(shop, id));
	const isWanted = (shop: OrderShop) =>
		expected.shops.length === 0 || expected.shops.some((id) => isShop(shop, id));
	const unauthorized =
		expected.shops.length > 0
			? missing
					.filter((id) => !isListed(id))
					.map((id) => known.find((shop) => isShop(shop, id)) ?? unknownShop(id))
			: known.filter(({ id }) => !isListed(id));
	return [
		...unauthorized.map((shop) => problemOf(shop, notAuthorizedException(shop, shops), '')),
		...unexpected.map((shop) => {
			const message = `${unexpectedMessage(shop, expected)} Its orders are not read. ${authorizedShopsText(shops, expected.site)}`;
			const { region, sellerType } = shop;
			const details = { region, sellerType };
			const exception = orderException('SHOP_REFUSED', message, details, AUTHORIZE_THE_SITE);
			return problemOf(shop, exception, `${region} ${sellerType}`);
		}),
		...unreadable
			.filter(({ shop }) => isWanted(shop))
			.map(({ shop, problem }) => {
				const named = { ...shop, id: shop.id || shop.code || problem };
				return problemOf(named, unreadableShopException({ shop, problem }), problem);
			}),
	];
}

export function notAuthorizedException(
	shop: OrderShop,
	authorized: readonly Shop[],
): OrderException {
	const name = [shopLabel(shop), shop.code || shop.id].filter(Boolean).join(' · ');
	const message = notAuthorizedMessage(name, authorized);
	return orderException('SHOP_NOT_AUTHORIZED', message, { shopId: shop.id });
}

export function unreadableShopException({ shop, problem }: UnreadableShop): OrderException {
	const name = shopLabel(shop) || shop.code || shop.id || 'A shop';
	const message = `${name} cannot be read: TikTok Shop's list of authorised shops is not as its API describes (${problem}).`;
	return orderException('SHOP_REFUSED', message, { problem });
}

/** A shop of which only the ID or code is known. */
export function unknownShop(idOrCode: string): OrderShop {
	return { id: idOrCode, code: idOrCode, name: '', region: '', sellerType: '' };
}
