import { type handleUnaryCall, type UntypedServiceImplementation } from "@grpc/grpc-js";
import { PluginInfo } from "@pulumi/pulumi/proto/plugin_pb";
import type { IResourceProviderServer } from "@pulumi/pulumi/proto/provider_grpc_pb";
import {
  CheckFailure,
  CheckResponse,
  ConfigureResponse,
  CreateResponse,
  DiffResponse,
  ReadResponse,
  UpdateResponse,
} from "@pulumi/pulumi/proto/provider_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import type { ResourceType } from "../resourceType";
import { failureResponse } from "./pluginFailure";
import { PluginValues } from "./pluginValues";

/** What the server serves: the provider's version, and its resource types once it is configured. */
export interface Plugin {
  readonly version: string;
  /** Opens the provider with the settings of the program's `aws` provider, such as `region`. Refuses those that it does not know. */
  configure(settings: Record<string, string>): void;
  /** The resource type of a token such as `aws:iam/role:Role`. Refuses a token that it does not know. */
  typeOf(token: string): ResourceType;
}

type ProviderMethods = Pick<
  IResourceProviderServer,
  | "getPluginInfo"
  | "checkConfig"
  | "diffConfig"
  | "configure"
  | "check"
  | "diff"
  | "create"
  | "read"
  | "update"
  | "delete"
  | "cancel"
  | "invoke"
>;

/**
 * The engine's protocol for resource providers over the local resource types.
 *
 * `@pulumi/pulumi/provider` has a server too, but it does not take part in previews: after an update the engine would
 * know the new inputs only, every output would count as unknown, and a preview would show changes that do not
 * come. This server does: each type says what a change leaves unknown.
 */
export function providerService(plugin: Plugin): ProviderMethods & UntypedServiceImplementation {
  const values = new PluginValues();
  return { ...configuration(plugin), ...questions(plugin, values), ...changes(plugin, values) };
}

function configuration(plugin: Plugin) {
  return {
    getPluginInfo: unary(async () => new PluginInfo().setVersion(plugin.version)),
    checkConfig: unary(async (request) => new CheckResponse().setInputs(request.getNews())),
    diffConfig: unary(async () => new DiffResponse().setChanges(DiffResponse.DiffChanges.DIFF_NONE)),
    configure: unary(async (request) => {
      plugin.configure(Object.fromEntries(request.getVariablesMap().toArray()));
      return new ConfigureResponse().setSupportspreview(true);
    }),
    cancel: unary(async () => new Empty()),
    invoke: unary(async (request) => {
      throw new Error(
        `The local provider has no functions, got \`${request.getTok()}\`. Deploy to AWS to use it.`,
      );
    }),
  } satisfies Partial<ProviderMethods>;
}

/** What changes nothing. */
function questions(plugin: Plugin, values: PluginValues) {
  return {
    check: unary(async (request) => {
      const olds = request.hasOlds() ? values.fromWire(request.getOlds()) : undefined;
      const news = values.fromWire(request.getNews());
      const { inputs, failures } = await type(plugin, request).check(request.getUrn(), news, olds);
      const list = failures.map(({ property, reason }) =>
        new CheckFailure().setProperty(property).setReason(reason),
      );
      return new CheckResponse().setInputs(values.toWire(inputs)).setFailuresList(list);
    }),
    diff: unary(async (request) => {
      const [olds, news] = [values.fromWire(request.getOlds()), values.fromWire(request.getNews())];
      const diff = await type(plugin, request).diff(request.getId(), olds, news);
      const { DIFF_SOME, DIFF_NONE } = DiffResponse.DiffChanges;
      return new DiffResponse()
        .setChanges(diff.changed.length > 0 ? DIFF_SOME : DIFF_NONE)
        .setDiffsList(diff.changed)
        .setReplacesList(diff.replaces)
        .setDeletebeforereplace(diff.deleteBeforeReplace);
    }),
    read: unary(async (request) => {
      const resource = type(plugin, request);
      const found = await resource.read(request.getId(), values.fromWire(request.getProperties()));
      // No id says that the resource is gone.
      if (!found) return new ReadResponse();
      const response = new ReadResponse().setId(found.id).setProperties(values.toWire(found.props));
      // What is imported has no inputs yet.
      return response.setInputs(request.getInputs() ?? values.toWire(resource.imported(found.props)));
    }),
  } satisfies Partial<ProviderMethods>;
}

/** What changes AWS, unless the engine only previews. */
function changes(plugin: Plugin, values: PluginValues) {
  return {
    create: unary(async (request) => {
      const inputs = values.fromWire(request.getProperties());
      if (request.getPreview()) {
        const shown = await type(plugin, request).preview(inputs);
        return new CreateResponse().setProperties(values.toWire(shown));
      }
      const { id, outs } = await type(plugin, request).create(inputs);
      return new CreateResponse().setId(id).setProperties(values.toWire(outs));
    }),
    update: unary(async (request) => {
      const [olds, news] = [values.fromWire(request.getOlds()), values.fromWire(request.getNews())];
      if (request.getPreview()) {
        const shown = await type(plugin, request).preview(news, olds);
        return new UpdateResponse().setProperties(values.toWire(shown));
      }
      const outs = await type(plugin, request).update(request.getId(), olds, news);
      return new UpdateResponse().setProperties(values.toWire(outs));
    }),
    delete: unary(async (request) => {
      await type(plugin, request).delete(request.getId(), values.fromWire(request.getProperties()));
      return new Empty();
    }),
  } satisfies Partial<ProviderMethods>;
}

function type(plugin: Plugin, request: { getType(): string; getUrn(): string }): ResourceType {
  return plugin.typeOf(request.getType() || typeOfUrn(request.getUrn()));
}

/** The type in `urn:pulumi:<stack>::<project>::<parent type>$<type>::<name>`. */
function typeOfUrn(urn: string): string {
  return urn.split("::")[2]?.split("$").at(-1) ?? "";
}

function unary<Request, Response>(
  work: (request: Request) => Promise<Response>,
): handleUnaryCall<Request, Response> {
  return (call, answer) => {
    work(call.request).then(
      (response) => answer(null, response),
      (error: unknown) => answer(failureResponse(error)),
    );
  };
}
