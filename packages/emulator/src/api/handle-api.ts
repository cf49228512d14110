import type { AppModel, Files } from '../schema/app-model.ts';
import { collectionDocument, resourceDocument, type Answering } from '../document/documents.ts';
import { forbidden, notFound } from '../basics/api-error.ts';
import { parseQuery } from '../query/query.ts';
import { Graph } from '../schema/graph.ts';
import { schemaOf } from '../apps/schema-of.ts';
import type { Cause } from '../store/journal.ts';
import { keptPath } from '../uploads/upload-shelf.ts';
import { runAction } from '../write/act.ts';
import { deleteRecord } from '../write/delete.ts';
import { parsePayload } from '../write/payload.ts';
import { createRecord, updateRecord, type Writing } from '../write/save.ts';
import type { ApiAnswer, ApiCall, ApiHandler } from './api-call.ts';
import { findTarget, type Target } from './route.ts';
import { refuseIgnored, refuseOtherType } from './strict.ts';

/** Answers one request to an app; throws `ApiError` for everything that is not a success. */
export const handleApi: ApiHandler = async (call, church) => {
  // Nothing may be looked up before the last wait: what was found could be gone or changed after it.
  const body = WITH_BODY.has(call.method) ? await call.text() : '';
  const schema = schemaOf(call.version);
  const { personId, scopes } = call.principal;
  const graph = new Graph(schema, church, personId, scopes);
  const cause = { personId, origin: call.origin };
  church.observed(cause, () => schema.model.meanwhile?.(graph));
  const undocumented = undocumentedPost(call, schema.model);
  if (undocumented) {
    church.observed(cause, () => undocumented(body, graph));
    return { status: 204 };
  }
  const target = findTarget(call.segments, graph);
  const answering: Answering = {
    graph,
    query: parseQuery(call.query),
    origin: call.origin,
    path: [call.version.path, ...call.segments.map(encodeURIComponent)].join('/'),
    emptyIncluded: call.emptyIncluded,
  };
  if (call.strict) refuseIgnored({ method: call.method, query: answering.query, target }, graph);
  return church.observed({ ...cause, ...actionOf(target, call) }, () =>
    answer(target, answering, { call, body }),
  );
};

function undocumentedPost(
  { method, segments }: ApiCall,
  { undocumentedPosts = {} }: AppModel,
): ((body: string, graph: Graph) => void) | undefined {
  const path = segments.join('/');
  return method === 'POST' && Object.hasOwn(undocumentedPosts, path) ? undocumentedPosts[path] : undefined;
}

function answer(target: Target, answering: Answering, sent: Sent): ApiAnswer {
  switch (sent.call.method) {
    case 'GET':
      return read(target, answering);
    case 'POST':
      return create(target, answering, sent);
    case 'PATCH':
      return update(target, answering, sent);
    case 'DELETE':
      return remove(target, answering);
    default:
      throw notFound();
  }
}

function actionOf(target: Target, { app }: ApiCall): Pick<Cause, 'action'> {
  if (target.kind !== 'action') return {};
  const { record, name } = target;
  return { action: { app, name: `${record.type}.${name}`, record } };
}

const WITH_BODY = new Set(['POST', 'PATCH']);

interface Sent {
  readonly call: ApiCall;
  readonly body: string;
}

function read(target: Target, answering: Answering): ApiAnswer {
  switch (target.kind) {
    case 'collection':
      return { status: 200, document: collectionDocument(target, answering) };
    case 'resource':
      return { status: 200, document: resourceDocument(target.record, target.parent, answering) };
    case 'action':
      if (!answering.graph.schema.model.actions[`${target.record.type}.${target.name}`]?.alsoGet)
        throw notFound();
      return act(target, answering, '');
  }
}

function create(target: Target, answering: Answering, sent: Sent): ApiAnswer {
  const { graph } = answering;
  if (target.kind === 'action') return act(target, answering, sent.body);
  if (target.kind !== 'collection') throw notFound();
  const { writing, keepFiles } = writingOf(sent);
  if (sent.call.strict) refuseOtherType(writing.payload.type, target.type, graph);
  const record = createRecord(target, writing, graph);
  keepFiles();
  const at = { ...answering, path: `${answering.path}/${record.id}` };
  return { status: 201, document: resourceDocument(record, target.owner, at) };
}

function act(
  { record, parent, name }: Extract<Target, { kind: 'action' }>,
  answering: Answering,
  body: string,
): ApiAnswer {
  const acted = runAction(record, name, body, answering.graph);
  if (!acted.record) return { status: acted.status };
  // What the action made has no address but the action's own.
  if (acted.record.type !== record.type)
    return { status: acted.status, document: resourceDocument(acted.record, record, answering) };
  const at = { ...answering, path: answering.path.slice(0, answering.path.lastIndexOf('/')) };
  return { status: acted.status, document: resourceDocument(acted.record, parent, at) };
}

function update(target: Target, answering: Answering, sent: Sent): ApiAnswer {
  const { graph } = answering;
  if (target.kind !== 'resource') throw notFound();
  const { record, parent } = target;
  if (record.type === 'Organization') throw forbidden();
  const { writing, keepFiles } = writingOf(sent);
  if (sent.call.strict) refuseOtherType(writing.payload.type, record.type, graph);
  const updated = updateRecord(record, writing, graph);
  keepFiles();
  return { status: 200, document: resourceDocument(updated, parent, answering) };
}

/** What is written, and what keeps the files that it names: only when nothing speaks against it. */
function writingOf({ call: { uploads }, body }: Sent): { writing: Writing; keepFiles: () => void } {
  const named = new Set<string>();
  const files: Files = (identifier) => {
    const file = uploads.get(identifier);
    if (!file) return undefined;
    named.add(identifier);
    const { name, contentType, bytes } = file;
    return { name, contentType, size: bytes.byteLength, url: keptPath(identifier, file) };
  };
  return {
    writing: { payload: parsePayload(body), files },
    keepFiles: () => {
      for (const identifier of named) uploads.keep(identifier);
    },
  };
}

function remove(target: Target, { graph }: Answering): ApiAnswer {
  if (target.kind !== 'resource') throw notFound();
  deleteRecord(target.record, graph);
  return { status: 204 };
}
