import { createServer, type IncomingHttpHeaders } from 'node:http';
import { text } from 'node:stream/consumers';

/** One call that a host received. */
export interface ReceivedCall {
	method: string;
	/** Path and query, as they came. */
	url: string;
	headers: IncomingHttpHeaders;
	body: string;
}

export interface Reply {
	status: number;
	headers?: Record<string, string>;
	body?: string | Buffer;
}

export interface Host {
	url: string;
	received: ReceivedCall[];
	close(): Promise<void>;
}

/**
 * A host that answers what a test wants, or cuts the connection: one that is not the service it should be.
 *
 * @param answer  undefined cuts the connection
 */
export async function startHost(answer: (call: ReceivedCall) => Reply | undefined): Promise<Host> {
	const received: ReceivedCall[] = [];
	const server = createServer((request, response) => {
		const { method = '', url = '', headers } = request;
		text(request)
			.then((body) => {
				const call = { method, url, headers, body };
				received.push(call);
				const reply = answer(call);
				if (reply) response.writeHead(reply.status, reply.headers).end(reply.body);
				else response.destroy();
			})
			.catch(() => response.destroy());
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const { port } = server.address() as { port: number };
	return {
		url: `http://127.0.0.1:${port}`,
		received: received,
		close: async () => {
			server.closeAllConnections();
			await new Promise((resolve) => server.close(resolve));
		},
	};
}
