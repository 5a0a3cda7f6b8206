import type { ICredentialDataDecryptedObject, ICredentialType } from 'n8n-workflow';

import { CredentialStore, type StoredCredential } from '../../../support/engine/credentials';

import { Desk } from './desk';

/** What outlives a process: n8n's database. */
export class Database {
	/** Static data of the triggers as saved last, as JSON. */
	readonly memories = { orders: '{}', shipped: '{}', changes: '{}' };
	readonly desk: Desk;
	readonly credentials = new Map<string, ICredentialDataDecryptedObject>();

	constructor(now: () => number) {
		this.desk = new Desk(now);
	}

	/** @param own  values that stand in place of the stored ones in this process: its way to the services */
	open(
		types: readonly ICredentialType[],
		own: Record<string, ICredentialDataDecryptedObject>,
	): CredentialStore {
		const store = new CredentialStore();
		for (const type of types) {
			const { credentials } = this;
			const stored: StoredCredential = {
				type,
				get data() {
					return { ...credentials.get(type.name), ...own[type.name] };
				},
				set data(data) {
					credentials.set(type.name, data);
				},
			};
			store.stored.set(type.name, stored);
		}
		return store;
	}
}
