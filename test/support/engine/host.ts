import { createServer, type IncomingHttpHeaders } from 'node:http';
import { text } from 'node:stream/consumers';

/** One call that a host has heard. */
export interface Heard {
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
	heard: Heard[];
	close(): Promise<void>;
}

/**
 * A host that answers what a test wants, or cuts the connection: one that is not the service it should be.
 *
 * @param answer  undefined cuts the connection
 */
export async function startHost(answer: (call: Heard) => Reply | undefined): Promise<Host> {
	const heard: Heard[] = [];
	const server = createServer((request, response) => {
		const { method = '', url = '', headers } = request;
		text(request)
			.then((body) => {
				const call = { method, url, headers, body };
				heard.push(call);
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
		heard,
		close: async () => {
			server.closeAllConnections();
			await new Promise((resolve) => server.close(resolve));
		},
	};
}
