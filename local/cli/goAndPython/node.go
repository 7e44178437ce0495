package main

import (
	"io"
	"os"

	nodegen "github.com/pulumi/pulumi/pkg/v3/codegen/nodejs"
	"github.com/pulumi/pulumi/pkg/v3/codegen/schema"
	pulumirpc "github.com/pulumi/pulumi/sdk/v3/proto/go"
	"google.golang.org/protobuf/proto"
)

// nodeGenerator is the name by which the host for Node (../languageHost), which is no program in Go, calls Pulumi's generator.
const nodeGenerator = "generate-nodejs-sdk"

// node makes SDKs for programs for Node.
type node struct{}

func (node) generate(
	pkg *schema.Package, loader schema.ReferenceLoader, request *pulumirpc.GeneratePackageRequest,
) (map[string][]byte, error) {
	return nodegen.GeneratePackage(
		"custom-user-pool", pkg, request.ExtraFiles, request.LocalDependencies, request.Local, loader)
}

// generateForNode answers the one request that stands on our standard input.
func generateForNode() error {
	input, err := io.ReadAll(os.Stdin)
	if err != nil {
		return err
	}
	var request pulumirpc.GeneratePackageRequest
	if err := proto.Unmarshal(input, &request); err != nil {
		return err
	}
	response, err := generatePackage(node{}, &request)
	if err != nil {
		return err
	}
	output, err := proto.Marshal(response)
	if err != nil {
		return err
	}
	_, err = os.Stdout.Write(output)
	return err
}
