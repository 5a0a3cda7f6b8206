import { TikTokShopOAuthBridge } from '../../../nodes/TikTokShop/TikTokShopOAuthBridge.node';
import { serveWebhook, type ServedWebhook } from './webhook';

export type Bridge = ServedWebhook;

/**
 * A published bridge node.
 *
 * @param authHost  host that gives tokens, as set in the node
 * @param appKeys   apps that it answers, as set in the node
 */
export async function startBridge(authHost: string, appKeys = ''): Promise<Bridge> {
	return await serveWebhook(new TikTokShopOAuthBridge(), { authHost, appKeys });
}
