package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"

	pygen "github.com/pulumi/pulumi/pkg/v3/codegen/python"
	"github.com/pulumi/pulumi/pkg/v3/codegen/schema"
	pulumirpc "github.com/pulumi/pulumi/sdk/v3/proto/go"
)

// python is the language Python, with pip and a virtual environment.
type python struct{}

func (python) generate(
	pkg *schema.Package, loader schema.ReferenceLoader, request *pulumirpc.GeneratePackageRequest,
) (map[string][]byte, error) {
	return pygen.GeneratePackage("custom-user-pool", pkg, request.ExtraFiles, loader)
}

// link adds the SDK's folder to the requirements.
func (python) link(pkg *schema.Package, program *pulumirpc.ProgramInfo, sdk string) (string, error) {
	file := filepath.Join(program.ProgramDirectory, "requirements.txt")
	content, err := os.ReadFile(file)
	if err != nil {
		return "", err
	}
	requirements := strings.TrimSuffix(string(content), "\n") + "\n"
	if !strings.Contains(requirements, sdk+"\n") {
		if err := os.WriteFile(file, []byte(requirements+sdk+"\n"), 0o600); err != nil {
			return "", err
		}
	}
	name := pygen.PyPack(pkg.Namespace, pkg.Name)
	return fmt.Sprintf("Import the SDK in your program:\n\n  import %s\n", name), nil
}

func (python) installation(program *pulumirpc.ProgramInfo) []*exec.Cmd {
	folder := "venv"
	if chosen := program.Options.GetFields()["virtualenv"].GetStringValue(); chosen != "" {
		folder = chosen
	}
	pip := []string{"-m", "pip", "install", "--quiet", "--disable-pip-version-check", "-r", "requirements.txt"}
	return []*exec.Cmd{
		exec.Command("python3", "-m", "venv", folder),
		exec.Command(filepath.Join(program.ProgramDirectory, folder, "bin", "python"), pip...),
	}
}

// requiredPackages are none that the engine does not learn from the program: each resource names its plugin.
func (python) requiredPackages(*pulumirpc.ProgramInfo) ([]*pulumirpc.PackageDependency, error) {
	return nil, nil
}

// run is not ours to do: what starts a program in Python is a part of Pulumi's own host.
func (python) run(context.Context, string, *pulumirpc.RunRequest) (*pulumirpc.RunResponse, error) {
	return nil, errors.New(
		"this host only makes SDKs: run the program by Pulumi's Automation API, or install Pulumi " +
			"(https://www.pulumi.com/docs/install)")
}
