import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import { liveCheckInNode } from '../../shared/liveCheck/nodeRun';
import { nodeSend } from '../../shared/liveCheck/nodeSend';
import { BASE_URL, OmsConnection } from '../transport/connection';
import { OMS_ASSUMPTIONS } from './assumptions';
import { OmsClient } from './client';
import { noOmsState, type OmsChoices } from './context';
import { LAST_STEPS, READING_STEPS, WRITING_STEPS } from './steps';

/** Needs both services, and a warehouse that ships meanwhile. */
const NOT_HERE = {
	through:
		'The warehouse has to ship an order while the check waits; only with `npm run live-check -- --write --through` on a terminal.',
};

/** Runs the steps about the OMS with the credential of the node. */
export async function runInNode(
	context: IExecuteFunctions,
	choices: OmsChoices,
	{ write, typed }: { write: boolean; typed: string },
): Promise<IDataObject> {
	let connection: OmsConnection | undefined;
	const send = nodeSend(context, async (call, signal) =>
		connection ? await connection.inTurn(call, signal) : await call(),
	);
	return await liveCheckInNode(context, send, {
		service: 'OMS',
		assumptions: OMS_ASSUMPTIONS,
		notHere: NOT_HERE,
		wrote: write,
		typed,
		async run(check) {
			connection = await OmsConnection.open(context);
			const keys = connection.signingKeys;
			for (const text of [keys.appKey, keys.appSecret]) check.privacy.hide(text);
			for (const text of [choices.warehouseCode, choices.systemSku, typed]) {
				check.privacy.hideInWords(text);
			}
			const oms = new OmsClient(keys, check.http, Date.now);
			const steps = [...READING_STEPS, ...WRITING_STEPS, ...LAST_STEPS];
			await check.steps(steps, { choices, state: noOmsState(), oms }, ({ access }) =>
				access === 'write' && !write ? 'Nothing was to be written.' : '',
			);
			return { live: keys.baseUrl === BASE_URL };
		},
	});
}
