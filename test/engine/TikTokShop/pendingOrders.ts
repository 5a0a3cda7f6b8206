import { TikTokShopTrigger } from '../../../nodes/TikTokShop/TikTokShopTrigger.node';
import { startSandbox, type Sandbox } from '../../sandbox';
import { PolledTrigger, type PollOptions } from '../../support/engine/polledTrigger';
import { tiktokCredentials } from '../../support/engine/tiktok';

/** A sandbox without orders. A second of TikTok Shop is read once it is over, so its clock runs a little behind ours. */
export async function startEmptySandbox(): Promise<Sandbox> {
	return await startSandbox({ world: 'empty', now: () => Date.now() - 2_000 });
}

/** A TikTok Shop Trigger that polls the sandbox. */
export function triggerOn(
	sandbox: Sandbox,
	parameters: object = {},
	options: PollOptions = {},
): PolledTrigger {
	return new PolledTrigger(new TikTokShopTrigger(), parameters as never, {
		credentials: tiktokCredentials(sandbox),
		...options,
	});
}

/** Adds an order that waits to be shipped; its hour of free cancellation is over. */
export function addPending(sandbox: Sandbox, more: object = {}) {
	return sandbox.tiktok.addOrder({
		shop: 'US01',
		lines: [{ sellerSku: 'MUG-BLUE-350' }],
		ageSeconds: 7_200,
		...more,
	});
}

/** Order IDs, sorted. */
export function idsOf(items: object[] | null = []): string[] {
	return (items ?? []).map((item) => String((item as { orderId: unknown }).orderId)).sort();
}
