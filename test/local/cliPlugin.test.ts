import { credentials, type Server, type ServiceError } from "@grpc/grpc-js";
import { AssetArchive, type FileAsset, type StringAsset } from "@pulumi/pulumi/asset";
import { ResourceProviderClient, ResourceProviderService } from "@pulumi/pulumi/proto/provider_grpc_pb";
import * as messages from "@pulumi/pulumi/proto/provider_pb";
import { Struct } from "google-protobuf/google/protobuf/struct_pb";
import { createServer, listen } from "../../local/cli/pluginProcess";
import { providerService } from "../../local/provider/plugin/pluginServer";
import type { Inputs, ResourceType } from "../../local/provider/resourceType";

const urn = "urn:pulumi:dev::project::parent:index:Parent$aws:test/thing:Thing::name";
const signature = "4dabf18193072939515e22adb298388d";
const unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

type Values = Record<string, unknown>;
type Callback<T> = (error: ServiceError | null, response: T) => void;

type Recording = { [Verb in keyof ResourceType]: jest.MockedFunction<ResourceType[Verb]> };

/** A resource type that records what it is called with. */
function recordingType(): Recording {
  return {
    check: jest.fn<ReturnType<ResourceType["check"]>, Parameters<ResourceType["check"]>>(
      async (_urn, inputs) => ({
        inputs: { ...inputs, filled: true },
        failures: [],
      }),
    ),
    diff: jest.fn<ReturnType<ResourceType["diff"]>, Parameters<ResourceType["diff"]>>(async () => ({
      changed: ["size", "name"],
      replaces: ["name"],
      deleteBeforeReplace: true,
    })),
    preview: jest.fn(async (inputs: Inputs, olds?: Values) => ({ ...olds, ...inputs, arn: unknown })),
    create: jest.fn(async (inputs: Inputs) => ({
      id: "id-1",
      outs: { ...inputs, arn: "arn:1", none: undefined },
    })),
    read: jest.fn(),
    update: jest.fn(async (_id: string, _olds: Values, news: Values) => ({ ...news, arn: "arn:2" })),
    delete: jest.fn(),
    imported: jest.fn(({ name }: Values) => ({ name })),
  };
}

let server: Server;
let client: ResourceProviderClient;
let thing: Recording;
const configure = jest.fn();

beforeEach(async () => {
  thing = recordingType();
  thing.delete.mockResolvedValue(undefined);
  const typeOf = (token: string) => {
    if (token === "aws:test/thing:Thing") return thing;
    throw new Error(`\`${token}\` is not known`);
  };
  server = createServer(ResourceProviderService, providerService({ version: "7.48.0", configure, typeOf }));
  client = new ResourceProviderClient(`127.0.0.1:${await listen(server)}`, credentials.createInsecure());
});

afterEach(() => {
  client.close();
  server.forceShutdown();
});

function call<T>(send: (callback: Callback<T>) => void): Promise<T> {
  return new Promise((resolve, reject) => {
    send((error, response) => (error ? reject(error) : resolve(response)));
  });
}

const struct = (values: Values) =>
  Struct.fromJavaScript(values as Parameters<typeof Struct.fromJavaScript>[0]);

function check(news: Values, olds?: Values): Promise<messages.CheckResponse> {
  const request = new messages.CheckRequest().setUrn(urn).setNews(struct(news));
  if (olds) request.setOlds(struct(olds));
  return call((callback) => client.check(request, callback));
}

function diff(olds: Values, news: Values): Promise<messages.DiffResponse> {
  const request = new messages.DiffRequest()
    .setId("id-1")
    .setUrn(urn)
    .setOlds(struct(olds))
    .setNews(struct(news));
  return call((callback) => client.diff(request, callback));
}

function update(olds: Values, news: Values, preview: boolean): Promise<messages.UpdateResponse> {
  const request = new messages.UpdateRequest().setId("id-1").setUrn(urn).setPreview(preview);
  request.setOlds(struct(olds)).setNews(struct(news));
  return call((callback) => client.update(request, callback));
}

function create(properties: Values, preview: boolean): Promise<messages.CreateResponse> {
  const request = new messages.CreateRequest()
    .setUrn(urn)
    .setProperties(struct(properties))
    .setPreview(preview);
  return call((callback) => client.create(request, callback));
}

describe("the provider, as the engine sees it", () => {
  test("takes part in previews", async () => {
    const request = new messages.ConfigureRequest();
    request.getVariablesMap().set("aws:config:region", "eu-west-1");

    const response = await call<messages.ConfigureResponse>((callback) =>
      client.configure(request, callback),
    );

    expect(response.getSupportspreview()).toBe(true);
    expect(configure).toHaveBeenCalledWith({ "aws:config:region": "eu-west-1" });
  });

  test("checks inputs, with the old ones where there are some", async () => {
    const first = await check({ name: "a" });
    await check({ name: "a" }, { name: "b" });

    expect(first.getInputs()?.toJavaScript()).toEqual({ name: "a", filled: true });
    expect(thing.check.mock.calls).toEqual([
      [urn, { name: "a" }, undefined],
      [urn, { name: "a" }, { name: "b" }],
    ]);
  });

  test("passes on why inputs are refused", async () => {
    thing.check.mockResolvedValue({
      inputs: {},
      failures: [{ property: "size", reason: "`size` is not known" }],
    });

    const response = await check({ size: 1 });

    expect(response.toObject().failuresList).toEqual([{ property: "size", reason: "`size` is not known" }]);
  });

  test("tells what a change means for the resource", async () => {
    const response = await diff({ name: "a" }, { name: "b" });

    expect(response.toObject()).toMatchObject({
      changes: messages.DiffResponse.DiffChanges.DIFF_SOME,
      diffsList: ["size", "name"],
      replacesList: ["name"],
      deletebeforereplace: true,
    });
  });

  test("creates and returns what AWS has added", async () => {
    const response = await create({ name: "a" }, false);

    expect(response.getId()).toBe("id-1");
    expect(response.getProperties()?.toJavaScript()).toEqual({ name: "a", arn: "arn:1" });
  });

  test("creates nothing in a preview, and leaves unknown what only AWS can know", async () => {
    const response = await create({ name: "a", role: unknown }, true);

    expect(response.getId()).toBe("");
    expect(response.getProperties()?.toJavaScript()).toEqual({ name: "a", role: unknown, arn: unknown });
    expect(thing.create).not.toHaveBeenCalled();
  });

  test("updates", async () => {
    const response = await update({ size: 1, arn: "arn:1" }, { size: 2 }, false);

    expect(response.getProperties()?.toJavaScript()).toEqual({ size: 2, arn: "arn:2" });
    expect(thing.update).toHaveBeenCalledWith("id-1", { size: 1, arn: "arn:1" }, { size: 2 });
  });

  test("shows in the preview of an update what the type says of it", async () => {
    const response = await update({ size: 1, color: "red" }, { size: 2 }, true);

    expect(response.getProperties()?.toJavaScript()).toEqual({ size: 2, color: "red", arn: unknown });
    expect(thing.update).not.toHaveBeenCalled();
  });

  test("deletes", async () => {
    const request = new messages.DeleteRequest()
      .setId("id-1")
      .setUrn(urn)
      .setProperties(struct({ size: 1 }));

    await call((callback) => client.delete(request, callback));

    expect(thing.delete).toHaveBeenCalledWith("id-1", { size: 1 });
  });

  test("says that a resource is gone by an empty id", async () => {
    thing.read.mockResolvedValue(undefined);

    const request = new messages.ReadRequest().setId("id-1").setUrn(urn).setProperties(struct({}));
    const response = await call<messages.ReadResponse>((callback) => client.read(request, callback));

    expect(response.getId()).toBe("");
  });

  test("reads what is imported with the inputs that the type makes of it, and what is refreshed with its own", async () => {
    thing.read.mockResolvedValue({ id: "id-1", props: { name: "a", arn: "arn:1" } });
    const request = () => new messages.ReadRequest().setId("id-1").setUrn(urn).setProperties(struct({}));
    const read = (asked: messages.ReadRequest) =>
      call<messages.ReadResponse>((callback) => client.read(asked, callback));

    const imported = await read(request());
    const refreshed = await read(request().setInputs(struct({ name: "own" })));

    expect(imported.getProperties()?.toJavaScript()).toEqual({ name: "a", arn: "arn:1" });
    expect(imported.getInputs()?.toJavaScript()).toEqual({ name: "a" });
    expect(refreshed.getInputs()?.toJavaScript()).toEqual({ name: "own" });
  });

  test("fails with the words of the resource type, causes included", async () => {
    thing.create.mockRejectedValue(new Error("The stack failed", { cause: new Error("no such role") }));

    await expect(create({}, false)).rejects.toMatchObject({ details: "The stack failed: no such role" });
  });

  test("fails for a type that it does not know, and for every function", async () => {
    const request = new messages.CheckRequest()
      .setUrn(urn)
      .setType("aws:s3/bucket:Bucket")
      .setNews(struct({}));
    const invocation = new messages.InvokeRequest().setTok("aws:index/getRegion:getRegion");

    await expect(call((callback) => client.check(request, callback))).rejects.toMatchObject({
      details: "`aws:s3/bucket:Bucket` is not known",
    });
    await expect(call((callback) => client.invoke(invocation, callback))).rejects.toMatchObject({
      details:
        "The local provider has no functions, got `aws:index/getRegion:getRegion`. Deploy to AWS to use it.",
    });
  });
});

describe("an archive", () => {
  const text = { [signature]: "c44067f5952c0a294b673a41bacd8c17", hash: "t", text: "code" };
  const file = { [signature]: "c44067f5952c0a294b673a41bacd8c17", hash: "f", path: "a.txt" };
  const archive = {
    [signature]: "0def7320c3a5731c473e5ecbe6d01bc7",
    hash: "z",
    assets: { "index.mjs": text, a: file },
  };
  const elided = { [signature]: "0def7320c3a5731c473e5ecbe6d01bc7", hash: "z" };

  test("reaches the resource type as the program made it, and the state as the engine sent it", async () => {
    const response = await create({ code: archive }, false);

    const code = thing.create.mock.calls[0]?.[0]["code"] as AssetArchive;
    const { "index.mjs": index, a } = (await code.assets) as Record<string, StringAsset | FileAsset>;
    expect(code).toBeInstanceOf(AssetArchive);
    expect(await (index as StringAsset).text).toBe("code");
    expect(await (a as FileAsset).path).toBe("a.txt");
    expect(response.getProperties()?.toJavaScript()).toEqual({ code: archive, arn: "arn:1" });
  });

  test("has its contents in a diff, for which the engine sends the hash only", async () => {
    await check({ code: archive });
    await diff({ code: elided }, { code: elided });

    const [, , news] = thing.diff.mock.calls[0] ?? [];
    expect(news?.["code"]).toBe(thing.check.mock.calls[0]?.[1]["code"]);
  });
});
