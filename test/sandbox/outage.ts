import type { FastifyInstance } from 'fastify';

/** Services that go away and come back at the same address; their worlds live on meanwhile. */
export class Outage {
	private away = false;

	constructor(private readonly servers: readonly FastifyInstance[]) {
		for (const { server } of servers) {
			server.on('connection', (socket) => {
				if (this.away) socket.destroy();
			});
		}
	}

	/** Cuts every connection, also of calls that wait for their answers, and every new one. */
	begin(): void {
		this.away = true;
		for (const { server } of this.servers) server.closeAllConnections();
	}

	end(): void {
		this.away = false;
	}
}
