import type * as pulumi from "@pulumi/pulumi";

// The hooks' registration is the one part of the SDK that Pulumi's mocks do not stand in for.

export const registerResourceHook = jest.fn<Promise<void>, [pulumi.ResourceHook]>(() => Promise.resolve());

export const registerErrorHook = jest.fn(() => Promise.resolve());
