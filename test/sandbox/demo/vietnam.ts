import type { Shop } from '../tiktok/types';
import type { TikTokWorld } from '../tiktok/world';
import { addMarket } from './markets';

/**
 * Adds a third shop, in Vietnam, where packages exist from payment on and Ship Package is the call (TikTok Shop API §4.5);
 * tokens given from then on reach it.
 */
export function addVietnam(world: TikTokWorld): { shop: Shop; providerId: string } {
	const { shop, provider } = addMarket(world, 'VN');
	return { shop, providerId: provider.id };
}
