import { DEMO_MAPPING, DEMO_PAIRING, type Sandbox } from '../../sandbox';
import { startInstance, type Instance } from './instance';
import type { N8nApi } from './api';
import { DataTables } from './dataTables';
import type { N8nInstallation } from './install';
import { publishBridge } from './oauth/bridge';
import { connectByRest } from './oauth/connect';
import { createConnectable } from './oauth/credential';
import { publish, type PublishedWorkflow } from './publish';
import { createFormLogin, setUpLikeAUser, type ChosenCredentials } from './setUp';
import { createExceptions, createMapping, createPairing } from './mappingTables';
import {
	hasForm,
	hasTemplate,
	pollEveryMinute,
	readTemplate,
	saveSuccesses,
	type TemplateName,
} from './templates';

/** A sandbox and a real n8n beside each other, with the templates running. */
export interface World extends Instance {
	n8nVersion: string;
	tables: DataTables;
	toWarehouse: PublishedWorkflow;
	orderSync: PublishedWorkflow;
	manualSync: PublishedWorkflow;
	exceptionDesk: PublishedWorkflow;
	shipBack: PublishedWorkflow;
	authorizationWatch: PublishedWorkflow;
}

/** Forms that the templates of an earlier version do not have. */
const LATER_FORMS: readonly TemplateName[] = [
	'warehouse-rules',
	'check-my-connection',
	'live-check',
];

/** What a run begins with other than the demonstration. */
export interface WorldOptions {
	/** Rows of the SKU mapping. */
	mapping?: readonly object[];
	/** Rows of the exception desk. */
	exceptions?: readonly object[];
	/** Told before anything asks the sandbox. */
	prepare?: (sandbox: Sandbox) => void;
}

/**
 * Does what a user does from `npm install` of the package to published workflows.
 *
 * @param tarball  the packed package
 * @param print    called for each step
 */
export async function startWorld(
	installation: N8nInstallation,
	tarball: string,
	print: (line: string) => void,
	{ mapping = DEMO_MAPPING, exceptions = [], prepare }: WorldOptions = {},
): Promise<World> {
	const instance = await startInstance(installation, tarball, print);
	const { api, sandbox } = instance;
	try {
		prepare?.(sandbox);
		print('Publishing the OAuth bridge, creating both credentials, filling in the SKU mapping …');
		const { tables, publishTemplate } = await connectInstance(instance, { mapping });
		print('Importing and publishing the other templates …');
		await createPairing(
			tables,
			DEMO_PAIRING.map(({ carrier, providerName }) => {
				return { store_code: '*', carrier, shipping_provider_name: providerName };
			}),
		);
		if (exceptions.length > 0) await createExceptions(tables, exceptions);
		await publishTemplate('mapping-import');
		await publishTemplate('mapping-export');
		for (const name of LATER_FORMS.filter(hasTemplate)) await publishTemplate(name);
		const toWarehouse = await publishTemplate('orders-to-warehouse');
		if (hasTemplate('orders-page')) await publishTemplate('orders-page', toWarehouse.id);
		const shipBack = await publishTemplate('ship-back');
		if (hasForm('logistics-pairing')) await publishTemplate('logistics-pairing', shipBack.id);
		return {
			...instance,
			n8nVersion: await api.version(),
			tables,
			toWarehouse,
			orderSync: await publishTemplate('order-sync', toWarehouse.id),
			manualSync: await publishTemplate('manual-sync', toWarehouse.id),
			exceptionDesk: await publishTemplate('exception-desk', toWarehouse.id),
			shipBack,
			authorizationWatch: await publishTemplate('authorization-watch'),
		};
	} catch (error) {
		await instance.stop();
		throw error;
	}
}

/** What templates stand on. */
export interface ConnectedInstance {
	credentials: ChosenCredentials;
	tables: DataTables;
	/** Imports a template, sets it up as its note asks, and publishes it. */
	publishTemplate: ReturnType<typeof templatePublisher>;
}

interface ConnectOptions {
	/** Rows of the SKU mapping. */
	mapping?: readonly object[];
	/** Advanced settings of the TikTok Shop credential beyond the hosts. */
	tikTokShop?: object;
	/** Settings of the OMS credential beyond address and keys. */
	oms?: object;
}

/** Publishes the OAuth bridge, makes both credentials, and fills in the SKU mapping. */
export async function connectInstance(
	{ api, sandbox }: Pick<Instance, 'api' | 'sandbox'>,
	{ mapping = DEMO_MAPPING, tikTokShop, oms }: ConnectOptions = {},
): Promise<ConnectedInstance> {
	await publishBridge(api, sandbox);
	const credentials = await createCredentials(api, sandbox, tikTokShop, oms);
	const tables = await DataTables.of(api);
	await createMapping(tables, mapping);
	return { credentials, tables, publishTemplate: templatePublisher(api, credentials) };
}

/** Imports a template, sets it up as its note asks, and publishes it. */
export function templatePublisher(
	api: N8nApi,
	credentials: ChosenCredentials,
): (name: TemplateName, subWorkflow?: string) => Promise<PublishedWorkflow> {
	return async (name, subWorkflow) => {
		const template = readTemplate(name);
		setUpLikeAUser(template, credentials, subWorkflow);
		pollEveryMinute(template);
		saveSuccesses(template);
		return await publish(api, template);
	};
}

/**
 * @param more     advanced settings of the TikTok Shop credential beyond the hosts
 * @param moreOms  settings of the OMS credential beyond address and keys
 */
export async function createCredentials(
	api: N8nApi,
	sandbox: Sandbox,
	more: object = {},
	moreOms: object = {},
): Promise<ChosenCredentials> {
	const tikTokShop = await createConnectable(api, sandbox, 'TikTok Shop (sandbox)', more);
	await connectByRest(api, tikTokShop.id);
	const { appKey, appSecret } = sandbox.credentials.oms;
	const name = 'Lingxing OMS (sandbox)';
	const data = { baseUrl: sandbox.omsUrl, appKey, appSecret, ...moreOms };
	const oms = { id: await api.createCredential(name, 'lingxingOmsApi', data), name };
	const { status, message } = await api.testCredential(oms.id);
	if (status !== 'OK') throw new Error(`The test of the credential "${name}" failed: ${message}`);
	return { tikTokShop, oms, forms: await createFormLogin(api) };
}
