import { LingxingOmsApi } from '../../../credentials/LingxingOmsApi.credentials';
import type { Sandbox } from '../../sandbox';
import { CredentialStore } from './credentials';

/** A Lingxing OMS API credential of the sandbox; without pacing, so that tests need not wait. */
export function omsCredentials(
	sandbox: Sandbox,
	changed: Record<string, string | number> = {},
): CredentialStore {
	return new CredentialStore().add(new LingxingOmsApi(), {
		baseUrl: `${sandbox.omsUrl}/openapi`,
		...sandbox.credentials.oms,
		callsPerSecond: 0,
		...changed,
	});
}
