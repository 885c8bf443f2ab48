// An adapter in 50 lines: it serves the accounts of a JSON-lines file by the contract of docs/CRM.md.
// A line has the facts of one account and `updatedAt`; {"accountId": "7", "deleted": true, "updatedAt": …} is a deletion.
// Start it with: ADAPTER_KEY=secret node adapter.mjs accounts.jsonl 8080
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';

const [file, port] = process.argv.slice(2);
const pageSize = 100;

// The last line of an account holds, oldest change first. The id decides between changes of the same time.
function changes() {
  const rows = readFileSync(file, 'utf8').split('\n').filter(Boolean).map(line => JSON.parse(line));
  return [...new Map(rows.map(row => [row.accountId, row])).values()]
    .map(row => ({ ...row, at: `${row.updatedAt} ${row.accountId}` }))
    .sort((a, b) => (a.at < b.at ? -1 : 1));
}

function facts({ at, updatedAt, deleted, ...account }) {
  return account;
}

function page(cursor) {
  const rest = changes().filter(row => row.at > cursor);
  const rows = rest.slice(0, pageSize);
  return {
    accounts: rows.filter(row => !row.deleted).map(facts),
    removed: rows.filter(row => row.deleted).map(row => row.accountId),
    cursor: rows.at(-1)?.at ?? cursor,
    hasMore: rest.length > rows.length,
  };
}

function find(id) {
  const row = changes().find(row => row.accountId === id && !row.deleted);
  return row && facts(row);
}

const server = createServer((request, response) => {
  const url = new URL(request.url, 'http://adapter');
  const [, list, id, what] = url.pathname.split('/').map(decodeURIComponent);
  const answer = (status, body) => response.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify(body));
  if (request.headers.authorization !== `Bearer ${process.env.ADAPTER_KEY}`) return answer(401, {});
  if (request.method === 'GET' && list === 'accounts' && !id) return answer(200, page(url.searchParams.get('cursor') ?? ''));
  const account = list === 'accounts' && find(id);
  if (!account) return answer(404, {});
  if (request.method === 'GET' && what === 'context') return answer(200, account);
  answer(404, {});
});
server.listen(Number(port ?? 8080), '127.0.0.1', () => console.log(server.address().port));
