import { startSandbox, type Sandbox, type SandboxOptions } from '../../sandbox';
import { SandboxClient } from '../../sandbox/client';
import { salesWarehouse, US_ADDRESS } from '../../sandbox/demo/shops';
import type { Shop } from '../../sandbox/tiktok/types';

/** A clock that stands still until a test moves it. */
export class Clock {
	/** Epoch ms. */
	ms = Date.parse('2026-11-23T10:00:00Z');

	readonly now = (): number => this.ms;

	seconds(): number {
		return Math.floor(this.ms / 1000);
	}

	pass(seconds: number): void {
		this.ms += seconds * 1000;
	}
}

export interface Stage {
	sandbox: Sandbox;
	client: SandboxClient;
	clock: Clock;
}

const open: Sandbox[] = [];

/** A sandbox with a clock of its own and a client that is connected to it. */
export async function stage(options: SandboxOptions = {}): Promise<Stage> {
	const clock = new Clock();
	const sandbox = await startSandbox({ now: clock.now, ...options });
	open.push(sandbox);
	const client = new SandboxClient(sandbox, clock.now);
	await client.connect();
	return { sandbox, client, clock };
}

/** Closes every sandbox a test file has opened. */
export async function closeStages(): Promise<void> {
	await Promise.all(open.splice(0).map(async (sandbox) => await sandbox.close()));
}

const VN_PROVIDER = { id: '6841743441349706241', name: 'GHN', numberPattern: /./ };

/**
 * Adds a shop in Vietnam, where packages exist from payment on and Ship Package is the call (contract §4.5); tokens given
 * from then on reach it.
 */
export function addVietnam(sandbox: Sandbox): { shop: Shop; providerId: string } {
	const shop: Shop = {
		key: 'VN01',
		id: '7490000000000000003',
		code: 'VNLC000001',
		name: 'Sunny Home VN',
		region: 'VN',
		sellerType: 'LOCAL',
		cipher: 'ROW_sandboxVN01AAAABh00qsWgtvOiGFNq_-3',
		currency: 'VND',
	};
	const address = { ...US_ADDRESS, regionCode: 'VN', country: 'Vietnam', city: 'Hanoi' };
	const goods = sandbox.tiktok.products.slice(0, 2).map((product) => ({
		...product,
		id: product.id.replace(/^17/, '27'),
		shopId: shop.id,
		skus: product.skus.map((sku) => ({ ...sku, id: sku.id.replace(/^17/, '27') })),
	}));
	const warehouse = salesWarehouse(shop, {
		id: '7300000000000000301',
		name: 'VN Store Warehouse',
		address,
		isDefault: true,
		providers: [VN_PROVIDER],
		optionSeed: '031',
	});
	sandbox.tiktok.addShop(shop, [warehouse], goods);
	return { shop, providerId: VN_PROVIDER.id };
}
