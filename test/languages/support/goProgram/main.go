// Command goProgram runs one command of Pulumi's Automation API with a program in Go: FOLDER up|unchanged|outputs|destroy.
//
// An inline program needs no language host, which is in no package registry.
package main

import (
	"context"
	"encoding/json"
	"fmt"
	"os"

	"example.com/pulumi-custom-user-pool/sdk/go/customuserpool"
	"github.com/pulumi/pulumi/sdk/v3/go/auto"
	"github.com/pulumi/pulumi/sdk/v3/go/auto/optdestroy"
	"github.com/pulumi/pulumi/sdk/v3/go/auto/optpreview"
	"github.com/pulumi/pulumi/sdk/v3/go/auto/optup"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
)

func program(ctx *pulumi.Context) error {
	customers, err := customuserpool.NewCustomUserPool(ctx, "customers", &customuserpool.CustomUserPoolArgs{
		Settings: customuserpool.SettingsArgs{
			PoolName:               pulumi.String("customers"),
			UsernameAttributes:     pulumi.StringArray{pulumi.String("email")},
			AutoVerifiedAttributes: pulumi.StringArray{pulumi.String("email")},
		},
		Triggers: &customuserpool.TriggersArgs{
			PostConfirmation: pulumi.String("handlers/postConfirmation.ts"),
		},
		Clients: map[string]customuserpool.ClientInput{
			"web": customuserpool.ClientArgs{},
		},
		DeletionProtection: pulumi.Bool(false),
	})
	if err != nil {
		return err
	}
	ctx.Export("customersId", customers.UserPoolId)
	ctx.Export("clientId", customers.ClientIds.MapIndex(pulumi.String("web")))
	return nil
}

func main() {
	if err := run(context.Background(), os.Args[1], os.Args[2]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(ctx context.Context, folder, command string) error {
	stack, err := auto.UpsertStackInlineSource(ctx, "test", "custom-user-pool-go", program, auto.WorkDir(folder))
	if err != nil {
		return err
	}
	switch command {
	case "up":
		_, err = stack.Up(ctx, optup.ProgressStreams(os.Stdout), optup.Color("never"))
	case "unchanged":
		_, err = stack.Preview(ctx, optpreview.ExpectNoChanges(), optpreview.ProgressStreams(os.Stdout), optpreview.Color("never"))
	case "outputs":
		err = writeOutputs(ctx, stack)
	case "destroy":
		_, err = stack.Destroy(ctx, optdestroy.ProgressStreams(os.Stdout), optdestroy.Color("never"))
	default:
		err = fmt.Errorf("there is no command %s", command)
	}
	return err
}

func writeOutputs(ctx context.Context, stack auto.Stack) error {
	outputs, err := stack.Outputs(ctx)
	if err != nil {
		return err
	}
	values := map[string]any{}
	for name, output := range outputs {
		values[name] = output.Value
	}
	return json.NewEncoder(os.Stdout).Encode(values)
}
