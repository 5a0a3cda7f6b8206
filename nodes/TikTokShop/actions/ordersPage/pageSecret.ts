import type { IExecuteFunctions } from 'n8n-workflow';

import { credentialAccessOf } from '../../transport/credentialAccess';

/** What the keys of the page are signed with: known to the credential, and to nobody who opens the page. */
export async function pageSecretOf(context: IExecuteFunctions): Promise<string> {
	const { appSecret } = await credentialAccessOf(context).session();
	return appSecret;
}

/** The page that a key is for. A copy of the workflow has another one. */
export function pageIdOf(context: IExecuteFunctions): string {
	return String(context.getWorkflow().id ?? '');
}
