import { addressProblem, fileAddressProblem } from '../../../nodes/shared/address';

describe('the address of a service', () => {
	it.each([
		'https://open-api.tiktokglobalshop.com',
		'https://api.xlwms.com/openapi',
		'https://proxy.example.com:8443/tiktok',
		'http://127.0.0.1:4010',
		'http://localhost:4010',
		'http://[::1]:4010',
		'http://192.168.1.20',
		'http://10.0.0.7:3000/openapi',
		'http://172.31.9.9',
		'http://sandbox:4010',
		'http://host.docker.internal:4010',
		'http://oms.default.svc.cluster.local',
	])('%s may be called', (address) => {
		expect(addressProblem(address)).toBeUndefined();
	});

	it.each([
		['http://open-api.tiktokglobalshop.com', /clear text/],
		['http://8.8.8.8', /clear text/],
		['http://172.32.0.1', /clear text/],
		['http://10.example.com', /clear text/],
		['http://127.0.0.1.example.com', /clear text/],
		['ftp://127.0.0.1', /does not begin with https/],
		['file:///etc/passwd', /does not begin with https/],
		['javascript:alert(1)', /does not begin with https/],
		['open-api.tiktokglobalshop.com', /no address/],
		['', /no address/],
		['https://', /no address/],
		['https://open-api.tiktokglobalshop.com@example.com', /user name/],
		['https://user:pass@example.com', /user name/],
		['https://example.com/?x=', /end with the host/],
		['https://example.com/#', /end with the host/],
		['http://169.254.169.254', /no service/],
		['https://169.254.169.254', /no service/],
		['http://0xa9fea9fe/latest', /no service/],
		['http://[::ffff:169.254.169.254]', /no service/],
		['http://0.0.0.0:5678', /no service/],
		['http://[fe80::1]', /no service/],
	])('%s is refused', (address, reason) => {
		expect(addressProblem(address)).toMatch(reason);
	});
});

describe('the address of a file that a service has answered', () => {
	const SERVICE = 'https://open-api.tiktokglobalshop.com';

	it.each([
		['https://files.example.com/label.pdf?sig=1', SERVICE],
		['http://127.0.0.1:4010/label.pdf', 'http://127.0.0.1:4010'],
		['http://sandbox:4010/label.pdf', 'http://192.168.1.20'],
	])('%s from %s is fetched', (address, service) => {
		expect(fileAddressProblem(address, service)).toBeUndefined();
	});

	it.each([
		'http://files.example.com/label.pdf',
		'http://127.0.0.1:5678/rest/settings',
		'https://127.0.0.1/label.pdf',
		'https://2130706433/label.pdf',
		'https://localhost/label.pdf',
		'https://[::1]/label.pdf',
		'https://192.168.0.1/label.pdf',
		'https://redis/label.pdf',
		'https://169.254.169.254/latest/meta-data',
		'https://user:pass@files.example.com/label.pdf',
		'file:///etc/passwd',
		'data:application/pdf;base64,AA==',
		'',
	])('%s from TikTok Shop is not', (address) => {
		expect(fileAddressProblem(address, SERVICE)).toBeDefined();
	});

	it('the keys of a cloud are out of reach for a service in the own network too', () => {
		const address = 'http://169.254.169.254/latest/meta-data';
		expect(fileAddressProblem(address, 'http://127.0.0.1')).toBeDefined();
	});
});
