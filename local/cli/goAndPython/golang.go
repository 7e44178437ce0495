package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"

	gogen "github.com/pulumi/pulumi/pkg/v3/codegen/go"
	"github.com/pulumi/pulumi/pkg/v3/codegen/schema"
	"github.com/pulumi/pulumi/sdk/v3/go/common/constant"
	"github.com/pulumi/pulumi/sdk/v3/go/common/resource/plugin"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
	pulumirpc "github.com/pulumi/pulumi/sdk/v3/proto/go"
)

// golang is the language Go.
type golang struct{}

func (golang) generate(
	pkg *schema.Package, _ schema.ReferenceLoader, request *pulumirpc.GeneratePackageRequest,
) (map[string][]byte, error) {
	return gogen.GeneratePackage("custom-user-pool", pkg, request.LocalDependencies)
}

func (golang) link(pkg *schema.Package, program *pulumirpc.ProgramInfo, sdk string) (string, error) {
	module, imported, err := gogen.ModuleAndImportPath(pkg)
	if err != nil {
		return "", err
	}
	if _, err := goTool(program, "mod", "edit", "-replace="+module+"="+sdk); err != nil {
		return "", err
	}
	return fmt.Sprintf("Import the SDK in your program, then run `go mod tidy`:\n\n  import \"%s\"\n", imported), nil
}

func (golang) installation(*pulumirpc.ProgramInfo) []*exec.Cmd {
	return []*exec.Cmd{exec.Command("go", "mod", "tidy")}
}

// requiredPackages reads what the generator has written into each SDK that the program requires itself.
func (golang) requiredPackages(program *pulumirpc.ProgramInfo) ([]*pulumirpc.PackageDependency, error) {
	folders, err := goTool(program, "list", "-m", "-f", "{{if not .Indirect}}{{.Dir}}{{end}}", "all")
	if err != nil {
		return nil, err
	}
	packages := []*pulumirpc.PackageDependency{}
	for _, folder := range strings.Fields(folders) {
		files, err := filepath.Glob(filepath.Join(folder, "*", "pulumi-plugin.json"))
		if err != nil {
			return nil, err
		}
		for _, file := range files {
			required, err := plugin.LoadPulumiPluginJSON(file)
			if err != nil {
				return nil, err
			}
			packages = append(packages, &pulumirpc.PackageDependency{
				Kind: "resource", Name: required.Name, Version: required.Version, Server: required.Server,
			})
		}
	}
	return packages, nil
}

// run compiles a program and starts it. What it writes is the engine's to read from our own output.
func (golang) run(
	ctx context.Context, engine string, request *pulumirpc.RunRequest,
) (*pulumirpc.RunResponse, error) {
	folder, err := os.MkdirTemp("", "pulumi-go-")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(folder)
	binary := filepath.Join(folder, "program")
	if output, err := goTool(request.Info, "build", "-trimpath", "-buildvcs=false", "-o", binary); err != nil {
		return nil, fmt.Errorf("the program does not compile: %w\n%s", err, output)
	}
	environment, err := programEnvironment(engine, request)
	if err != nil {
		return nil, err
	}
	command := exec.CommandContext(ctx, binary, request.Args...)
	command.Dir, command.Env, command.Stdout, command.Stderr = request.Pwd, environment, os.Stdout, os.Stderr
	return outcome(command.Run())
}

// programEnvironment tells a program what Pulumi's SDK for Go reads (sdk/go/pulumi/run.go): secrets never stand in a command line.
func programEnvironment(engine string, request *pulumirpc.RunRequest) ([]string, error) {
	config, err := json.Marshal(request.Config)
	if err != nil {
		return nil, err
	}
	secrets, err := json.Marshal(request.ConfigSecretKeys)
	if err != nil {
		return nil, err
	}
	return append(os.Environ(),
		pulumi.EnvConfig+"="+string(config),
		pulumi.EnvConfigSecretKeys+"="+string(secrets),
		pulumi.EnvDryRun+"="+strconv.FormatBool(request.DryRun),
		pulumi.EnvEngine+"="+engine,
		pulumi.EnvMonitor+"="+request.MonitorAddress,
		pulumi.EnvOrganization+"="+request.Organization,
		pulumi.EnvParallel+"="+strconv.Itoa(int(request.Parallel)),
		pulumi.EnvProject+"="+request.Project,
		pulumi.EnvPulumiRootDirectory+"="+request.Info.RootDirectory,
		pulumi.EnvStack+"="+request.Stack,
	), nil
}

// outcome is what the engine is told of a program that has ended.
func outcome(err error) (*pulumirpc.RunResponse, error) {
	var ended *exec.ExitError
	switch {
	case err == nil:
		return &pulumirpc.RunResponse{}, nil
	case !errors.As(err, &ended):
		return nil, err
	// The user has seen the error, or the engine itself was interrupted.
	case ended.ExitCode() == constant.ExitStatusLoggedError || ended.ExitCode() < 0:
		return &pulumirpc.RunResponse{Bail: true}, nil
	default:
		return &pulumirpc.RunResponse{Error: "The program ended with " + ended.Error()}, nil
	}
}

// goTool runs a command of Go in a program's folder, and returns its output.
func goTool(program *pulumirpc.ProgramInfo, args ...string) (string, error) {
	command := exec.Command("go", args...)
	var stdout, stderr bytes.Buffer
	command.Dir, command.Stdout, command.Stderr = program.ProgramDirectory, &stdout, &stderr
	if err := command.Run(); err != nil {
		return "", fmt.Errorf("`go %s` failed: %w\n%s", strings.Join(args, " "), err, stderr.String())
	}
	return stdout.String(), nil
}
