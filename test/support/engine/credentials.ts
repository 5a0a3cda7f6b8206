import type {
	ICredentialDataDecryptedObject,
	ICredentialType,
	IDataObject,
	IHttpRequestHelper,
	IHttpRequestOptions,
	INode,
} from 'n8n-workflow';

/** A stored credential: its type and what the user typed in. */
export interface StoredCredential {
	type: ICredentialType;
	data: ICredentialDataDecryptedObject;
}

/**
 * n8n's credential store in memory, with the rules of n8n 2.41 (`credentials-helper.js`): stored values over the type's
 * defaults; `preAuthentication` only when the expirable property is empty, the call was answered 401, or the credential is tested;
 * everything it returns is stored. Of an OAuth2 type n8n stores only what the token endpoint answered.
 *
 * Two things are simpler than in n8n: defaults are taken as they stand, so an expression has to be stored as its value;
 * therefore what is stored wins over hidden properties too, where n8n takes the default of `authUrl`, `accessTokenUrl`,
 * `grantType` and `authentication`. Of the parent type only what n8n-core reads has to be stored.
 */
export class CredentialStore {
	readonly stored = new Map<string, StoredCredential>();

	/** What was saved after the user, oldest first. */
	readonly saves: ICredentialDataDecryptedObject[] = [];

	/** What reading a credential waits for. */
	waits: Promise<void> = Promise.resolve();

	add(type: ICredentialType, data: ICredentialDataDecryptedObject): this {
		this.stored.set(type.name, { type, data: { ...data } });
		return this;
	}

	/** Reference a node names the credential with. */
	reference(type: string): Record<string, { id: string; name: string }> {
		return { [type]: { id: `id of ${type}`, name: type } };
	}

	data(type: string): ICredentialDataDecryptedObject {
		return this.of(type).data;
	}

	/** The part of n8n's credentials helper that the engine calls. */
	helper(): object {
		return {
			getParentTypes: (type: string) => this.of(type).type.extends ?? [],
			runPreAuthentication: async (
				helpers: IHttpRequestHelper,
				credentials: ICredentialDataDecryptedObject,
				type: string,
			) => await this.of(type).type.preAuthentication?.call(helpers, credentials),
			updateCredentialsOauthTokenData: async (
				_reference: unknown,
				type: string,
				{ oauthTokenData }: ICredentialDataDecryptedObject,
			) => this.save(type, { oauthTokenData }),
			isCredentialUsableByNode: () => true,
			getCredentialsProperties: (type: string) => this.of(type).type.properties,
			getDecrypted: async (_data: unknown, _reference: unknown, type: string) => {
				await this.waits;
				return this.decrypted(type);
			},
			authenticate: async (
				credentials: ICredentialDataDecryptedObject,
				type: string,
				options: IHttpRequestOptions,
			) => {
				const { authenticate } = this.of(type).type;
				if (typeof authenticate !== 'function') return options;
				return await authenticate(credentials, options);
			},
			preAuthentication: async (
				helpers: IHttpRequestHelper,
				credentials: ICredentialDataDecryptedObject,
				type: string,
				node: INode,
				expired: boolean,
			) => {
				// The node that n8n makes for a credential test has this parameter.
				const isTest = node.parameters.temp === '';
				return await this.preAuthenticate(helpers, credentials, type, expired || isTest);
			},
		};
	}

	private async preAuthenticate(
		helpers: IHttpRequestHelper,
		credentials: ICredentialDataDecryptedObject,
		typeName: string,
		expired: boolean,
	): Promise<IDataObject | undefined> {
		const { type } = this.of(typeName);
		const token = type.properties.find(({ typeOptions }) => typeOptions?.expirable)?.name;
		if (!token || !type.preAuthentication) return undefined;
		if (credentials[token] !== '' && !expired) return undefined;
		const output = await type.preAuthentication.call(helpers, credentials);
		if (output[token] === undefined) return undefined;
		this.save(typeName, output);
		return Object.assign(credentials, output);
	}

	private save(typeName: string, changed: IDataObject): void {
		const stored = this.of(typeName);
		stored.data = { ...stored.data, ...changed } as ICredentialDataDecryptedObject;
		this.saves.push(stored.data);
	}

	private decrypted(typeName: string): ICredentialDataDecryptedObject {
		const { type, data } = this.of(typeName);
		const defaults = Object.fromEntries(type.properties.map((each) => [each.name, each.default]));
		// A copy, as from a database: what an execution changes in it is not stored.
		return structuredClone({ ...defaults, ...data }) as ICredentialDataDecryptedObject;
	}

	private of(type: string): StoredCredential {
		const found = this.stored.get(type);
		if (!found) throw new Error(`The test has no credential of type ${type}`);
		return found;
	}
}
