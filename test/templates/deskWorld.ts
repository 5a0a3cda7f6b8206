import { startSandbox, type Sandbox } from '../sandbox';
import type { CredentialStore } from '../support/engine/credentials';
import { omsCredentials } from '../support/engine/oms';
import { tiktokCredentials } from '../support/engine/tiktok';
import type { Tables } from './stockNodes';

/** Data table of the exception desk. */
export const DESK = 'tiktok_shop_exceptions';
/** When the rows were opened. */
export const OPENED = '2026-11-27T08:00:00.000Z';

export interface DeskWorld {
	sandbox: Sandbox;
	credentials: CredentialStore;
	tables: Tables;
}

/** Both services without orders, credentials for both, and an empty exception desk. */
export async function startDeskWorld(): Promise<DeskWorld> {
	const sandbox = await startSandbox({ world: 'empty', now: () => Date.now() - 2_000 });
	const credentials = tiktokCredentials(sandbox);
	for (const [name, stored] of omsCredentials(sandbox).stored) credentials.stored.set(name, stored);
	return { sandbox, credentials, tables: { rows: new Map([[DESK, []]]), writes: 0 } };
}
