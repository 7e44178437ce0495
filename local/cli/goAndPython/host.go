package main

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"

	"github.com/pulumi/pulumi/pkg/v3/codegen/schema"
	"github.com/pulumi/pulumi/sdk/v3/go/common/util/rpcutil"
	"github.com/pulumi/pulumi/sdk/v3/go/common/version"
	pulumirpc "github.com/pulumi/pulumi/sdk/v3/proto/go"
	"google.golang.org/protobuf/types/known/emptypb"
)

// generator makes the files of a package's SDK.
type generator interface {
	generate(pkg *schema.Package, loader schema.ReferenceLoader, request *pulumirpc.GeneratePackageRequest) (map[string][]byte, error)
}

// language is what differs between the two.
type language interface {
	generator
	// link makes a program depend on the SDK in a folder, and says how it is imported.
	link(pkg *schema.Package, program *pulumirpc.ProgramInfo, sdk string) (string, error)
	// installation has the commands that install what a program or a plugin needs.
	installation(program *pulumirpc.ProgramInfo) []*exec.Cmd
	// requiredPackages are the plugins that a program's SDKs are for.
	requiredPackages(program *pulumirpc.ProgramInfo) ([]*pulumirpc.PackageDependency, error)
	// run runs a program to its end.
	run(ctx context.Context, engine string, request *pulumirpc.RunRequest) (*pulumirpc.RunResponse, error)
}

type host struct {
	pulumirpc.UnimplementedLanguageRuntimeServer
	language language
	engine   string
	// Ends what runs.
	context context.Context
	cancel  context.CancelFunc
}

func newHost(language language) *host {
	ctx, cancel := context.WithCancel(context.Background())
	// The engine gives its address as the last argument.
	return &host{language: language, engine: os.Args[len(os.Args)-1], context: ctx, cancel: cancel}
}

func (host *host) Handshake(
	_ context.Context, request *pulumirpc.LanguageHandshakeRequest,
) (*pulumirpc.LanguageHandshakeResponse, error) {
	host.engine = request.EngineAddress
	return &pulumirpc.LanguageHandshakeResponse{}, nil
}

func (host *host) GetPluginInfo(context.Context, *emptypb.Empty) (*pulumirpc.PluginInfo, error) {
	return &pulumirpc.PluginInfo{Version: version.Version}, nil
}

func (host *host) RuntimeOptionsPrompts(
	context.Context, *pulumirpc.RuntimeOptionsRequest,
) (*pulumirpc.RuntimeOptionsResponse, error) {
	return &pulumirpc.RuntimeOptionsResponse{}, nil
}

func (host *host) Template(context.Context, *pulumirpc.TemplateRequest) (*pulumirpc.TemplateResponse, error) {
	return &pulumirpc.TemplateResponse{}, nil
}

func (host *host) Cancel(context.Context, *emptypb.Empty) (*emptypb.Empty, error) {
	host.cancel()
	return &emptypb.Empty{}, nil
}

func (host *host) GetRequiredPackages(
	_ context.Context, request *pulumirpc.GetRequiredPackagesRequest,
) (*pulumirpc.GetRequiredPackagesResponse, error) {
	packages, err := host.language.requiredPackages(request.Info)
	return &pulumirpc.GetRequiredPackagesResponse{Packages: packages}, err
}

func (host *host) Run(_ context.Context, request *pulumirpc.RunRequest) (*pulumirpc.RunResponse, error) {
	return host.language.run(host.context, host.engine, request)
}

func (host *host) InstallDependencies(
	request *pulumirpc.InstallDependenciesRequest, server pulumirpc.LanguageRuntime_InstallDependenciesServer,
) error {
	closer, stdout, stderr, err := rpcutil.MakeInstallDependenciesStreams(server, request.IsTerminal)
	if err != nil {
		return err
	}
	for _, command := range host.language.installation(request.Info) {
		command.Dir, command.Stdout, command.Stderr = request.Info.ProgramDirectory, stdout, stderr
		if err := command.Run(); err != nil {
			return fmt.Errorf("`%s` failed: %w", command, err)
		}
	}
	return closer.Close()
}

func (host *host) GeneratePackage(
	_ context.Context, request *pulumirpc.GeneratePackageRequest,
) (*pulumirpc.GeneratePackageResponse, error) {
	return generatePackage(host.language, request)
}

func (host *host) Link(ctx context.Context, request *pulumirpc.LinkRequest) (*pulumirpc.LinkResponse, error) {
	loader, err := schema.NewLoaderClient(request.LoaderTarget)
	if err != nil {
		return nil, err
	}
	defer loader.Close()
	instructions := ""
	for _, dependency := range request.Packages {
		pkg, err := load(ctx, loader, dependency.Package)
		if err != nil {
			return nil, err
		}
		text, err := host.language.link(pkg, request.Info, "./"+filepath.ToSlash(dependency.Path))
		if err != nil {
			return nil, err
		}
		instructions += text
	}
	return &pulumirpc.LinkResponse{ImportInstructions: instructions}, nil
}
