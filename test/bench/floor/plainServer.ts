import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

import { KINDS, type Recording } from './recording';

export interface PlainServer {
	/** One path for each kind of call below it. */
	url: string;
	close: () => Promise<void>;
}

/** Gives each call its recorded answer, without signatures and without a state. Each has a number, for n8n stops at pages that are alike. */
export async function startPlainServer(recording: Recording): Promise<PlainServer> {
	let answers = 0;
	const server = createServer((request, response) => {
		const kind = KINDS.find((each) => request.url?.startsWith(`/${each}`));
		request.resume();
		request.on('end', () => {
			response.writeHead(kind ? 200 : 404, { 'content-type': 'application/json' });
			answers += 1;
			response.end(kind ? recording[kind].answer.replace('{', `{"answer":${answers},`) : '{}');
		});
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const { port } = server.address() as AddressInfo;
	const close = async (): Promise<void> => {
		server.closeAllConnections();
		await new Promise((resolve) => server.close(resolve));
	};
	return { url: `http://127.0.0.1:${port}`, close };
}
